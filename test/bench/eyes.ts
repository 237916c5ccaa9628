/** A reader's eyes in a measured page: whether there is something to read where they look. */

interface Eyes {
  /** Whether the frame shows comments that say something: at half of twenty places down its middle, at least. */
  read(comment: string, words: string): boolean;
  /** Goes to a share of the page's height at one leap; milliseconds until a frame is painted that can be read. */
  leap(share: number, comment: string, words: string): Promise<number>;
  /** Has the browser search the page for a word; whether that brings what matches the selector before the reader. */
  find(word: string, target: string): Promise<boolean>;
}

declare global {
  interface Window {
    eyes?: Eyes;
    /** Known to every browser and to no standard. */
    find?: (word: string, isCased: boolean, isBackwards: boolean, isAround: boolean) => boolean;
  }
}

/** Given to the browser as a text, like `lendHands`. */
export const lendEyes = (): void => {
  const places = 20;
  const settling = 20;
  const patience = 10_000;
  const eyes: Eyes = {
    read(comment, words) {
      const tree = window.tree!()! as ShadowRoot;
      let read = 0;
      for (let place = 0; place < places; place += 1) {
        const seen = tree.elementFromPoint(innerWidth / 2, (innerHeight * (place + 0.5)) / places);
        if (seen?.closest(comment)?.querySelector(words)?.textContent.trim()) read += 1;
      }
      return read >= places / 2;
    },
    async leap(share, comment, words) {
      const start = performance.now();
      scrollTo(0, document.documentElement.scrollHeight * share);
      do await new Promise((resolve) => requestAnimationFrame(resolve));
      while (!eyes.read(comment, words) && performance.now() - start < patience);
      await new Promise<void>((resolve) => window.afterPaint!(resolve));
      return performance.now() - start;
    },
    async find(word, target) {
      if (!window.find!(word, false, false, true)) return false;
      for (let frame = 0; frame < settling; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      const { top, bottom } = window.tree!()!.querySelector(target)!.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    },
  };
  window.eyes = eyes;
};
