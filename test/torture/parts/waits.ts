/** How long a page says that something is under way: sending, loading, or by `aria-busy`. */
import type { Page } from 'puppeteer-core';

interface Watched {
  longestWait: () => number;
}

/** For `evaluateOnNewDocument`: runs in the page, and knows nothing of this file. */
export const watchWaits = (): void => {
  const shown = new Map<string, number>();
  let longest = 0;
  const end = (key: string, now: number): void => {
    longest = Math.max(longest, now - (shown.get(key) ?? now));
  };
  const look = (root: ShadowRoot): void => {
    const now = performance.now();
    const keys = new Set<string>();
    for (const element of root.querySelectorAll('[aria-busy=true], [part~=loading]')) {
      keys.add(element.getAttribute('part') ?? element.localName);
    }
    for (const element of root.querySelectorAll('*')) {
      const [child] = element.childElementCount ? [] : [element.textContent];
      if (child?.includes('Sending…')) keys.add(element.getAttribute('part') ?? element.localName);
    }
    for (const key of [...shown.keys()]) {
      end(key, now);
      if (!keys.has(key)) shown.delete(key);
    }
    for (const key of keys) if (!shown.has(key)) shown.set(key, now);
  };
  (window as unknown as Watched).longestWait = () => {
    for (const key of shown.keys()) end(key, performance.now());
    return longest;
  };
  void customElements.whenDefined('comment-thread').then(() => {
    const root = document.querySelector('comment-thread')!.shadowRoot!;
    look(root);
    new MutationObserver(() => look(root)).observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
};

/** The longest wait that a page with `watchWaits` has shown, in milliseconds; one that goes on counts as far as it has gone. */
export const readWaits = async (page: Page): Promise<number> =>
  Math.round(await page.evaluate(() => (window as unknown as Watched).longestWait()));
