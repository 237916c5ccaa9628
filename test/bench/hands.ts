/** A reader's hands in a measured page: each act resolves to what it took, in milliseconds. */

interface Hands {
  /** Scrolls to the end in sixty steps, one a frame; the longest that a frame took. */
  scroll(): Promise<number>;
  /** Presses a button of the thread; until the frame in which it has shown its effect is painted. */
  press(button: string, effect: string): Promise<number>;
  /** Puts the keyboard into a field of the thread, or of the page. */
  focus(field: string): void;
}

/** The field that stands below every thread, with no script at all. */
export const bareField = '#bare';

declare global {
  interface Window {
    hands?: Hands;
  }
}

/** Given to the browser as a text, like `watch`, after it: methods only, nothing from outside but what that has put there. */
export const lendHands = (): void => {
  const steps = 60;
  window.hands = {
    async scroll() {
      let worst = 0;
      let last = performance.now();
      for (let step = 1; step <= steps; step += 1) {
        scrollTo(0, (document.documentElement.scrollHeight * step) / steps);
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        worst = Math.max(worst, now - last);
        last = now;
      }
      return worst;
    },
    async press(button, effect) {
      const tree = window.tree!()!;
      const start = performance.now();
      tree.querySelector<HTMLElement>(button)!.click();
      while (!tree.querySelector(effect)) await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise<void>((resolve) => {
        requestAnimationFrame(() => window.afterPaint!(resolve));
      });
      return performance.now() - start;
    },
    focus(field) {
      const found = window.tree!()!.querySelector<HTMLElement>(field) ?? document.querySelector<HTMLElement>(field);
      found!.focus();
    },
  };
};
