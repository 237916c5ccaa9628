/** A reader's hands in a measured page: each act resolves to what it took, in milliseconds. */

interface Hands {
  /** Scrolls to the end in sixty steps, one a frame; the longest that a frame took. */
  scroll(): Promise<number>;
  /** Brings something of the thread before the reader, and waits until nothing follows from that. */
  bring(target: string): Promise<void>;
  /** Presses a button of the thread; until the frame in which it has shown its effect is painted. */
  press(button: string, effect: string): Promise<number>;
  /** Has the element load anew; from the last byte of its answer until the frame that shows a comment of it is painted. */
  reload(comment: string): Promise<number>;
  /** Whether there is a field, in the thread or in the page. */
  has(field: string): boolean;
  /** Puts the keyboard into a field of the thread or of the page; null is one that has no script at all. */
  focus(field: string | null): void;
}

declare global {
  interface Window {
    hands?: Hands;
  }
}

/** Given to the browser as a text, like `watch`, after it: methods only, nothing from outside but what that has put there. */
export const lendHands = (): void => {
  const steps = 60;
  const settling = 20;
  const frames = {
    /**
     * A field in a frame of its own below the thread, made when it is wanted, so that no visit waits for it. In the page's own
     * document, the browser takes the longer for each key the more nodes there are, whoever made them.
     */
    bare(): HTMLTextAreaElement {
      const present = document.querySelector<HTMLIFrameElement>('iframe#bare');
      const frame = present ?? document.body.appendChild(document.createElement('iframe'));
      frame.id = 'bare';
      const { body } = frame.contentDocument!;
      return body.querySelector('textarea') ?? body.appendChild(document.createElement('textarea'));
    },
    find(field: string): HTMLElement | null {
      return window.tree!()!.querySelector<HTMLElement>(field) ?? document.querySelector<HTMLElement>(field);
    },
    next(): Promise<number> {
      return new Promise((resolve) => requestAnimationFrame(resolve));
    },
    /** When something is there, and has been painted; all of a long thread would take long to be looked through. */
    async until(selector: string, tree: ParentNode = window.tree!()!): Promise<number> {
      do await frames.next();
      while (!tree.querySelector(selector));
      await new Promise<void>((resolve) => window.afterPaint!(resolve));
      return performance.now();
    },
  };
  window.hands = {
    async scroll() {
      let worst = 0;
      let last = performance.now();
      for (let step = 1; step <= steps; step += 1) {
        scrollTo(0, (document.documentElement.scrollHeight * step) / steps);
        const now = await frames.next();
        worst = Math.max(worst, now - last);
        last = now;
      }
      return worst;
    },
    async bring(target) {
      window.tree!()!.querySelector(target)!.scrollIntoView({ block: 'center' });
      for (let frame = 0; frame < settling; frame += 1) await frames.next();
    },
    async press(button, effect) {
      const found = window.tree!()!.querySelector<HTMLElement>(button)!;
      const start = performance.now();
      found.click();
      return (await frames.until(effect, found.closest('li')!)) - start;
    },
    async reload(comment) {
      performance.clearResourceTimings();
      void document.querySelector<HTMLElement & { reload(): Promise<void> }>('comment-thread')!.reload();
      const shown = await frames.until(comment);
      const answer = performance
        .getEntriesByType('resource')
        .find(({ name }) => name.includes('/comments?') && !name.includes('cursor=')) as PerformanceResourceTiming;
      return shown - answer.responseEnd;
    },
    has(field) {
      return frames.find(field) !== null;
    },
    focus(field) {
      (field === null ? frames.bare() : frames.find(field)!).focus();
    },
  };
};
