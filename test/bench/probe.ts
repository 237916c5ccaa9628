/** What runs in a measured page from its very beginning, and keeps account. */

export interface Watched {
  /** The element in whose shadow tree the comments are; null where they are in the page. */
  readonly host: string | null;
  readonly comment: string;
  /** What a comment says. */
  readonly words: string;
  /** How many comments the thread has, and how many of them come by themselves. */
  readonly total: number;
  readonly unasked: number;
  /** The last that comes by itself; null where that is not known. */
  readonly last: string | null;
}

/** Milliseconds since the visit began. */
export interface Account {
  /** When the place of the comments had been painted: the element with any height, or else the first comment. */
  begun: number | null;
  /** When words of the first comment had been painted. */
  first: number | null;
  /** When all comments were in the document. */
  all: number | null;
  /** Whether all have come that come by themselves. */
  isDone: boolean;
  /** How many were in the document at the last look, and when their number last changed. */
  shown: number;
  changed: number;
  readonly tasks: { readonly start: number; readonly duration: number }[];
  readonly shifts: { readonly start: number; readonly value: number }[];
}

declare global {
  interface Window {
    account?: Account;
    /** The tree that the comments are in, once it is there. */
    tree?: () => ParentNode | null | undefined;
    /** Runs when the frame that is being made has been painted. */
    afterPaint?: (work: () => void) => void;
  }
}

/** Given to the browser as a text: it uses nothing from outside itself. */
export const watch = ({ host, comment, words, total, unasked, last }: Watched): void => {
  const account: Account = {
    ...{ begun: null, first: null, all: null, isDone: false, shown: 0, changed: 0 },
    ...{ tasks: [], shifts: [] },
  };
  window.account = account;
  window.tree = () => (host === null ? document : document.querySelector(host)?.shadowRoot);
  window.afterPaint = (work) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = work;
    port2.postMessage(null);
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) account.tasks.push({ start: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime, value } of list.getEntries() as (PerformanceEntry & { value: number })[])
      account.shifts.push({ start: startTime, value });
  }).observe({ type: 'layout-shift', buffered: true });

  let counted = 0;
  let hasRoom = false;
  // Methods, since a compiler that keeps the names of functions would name them by a helper that no page has.
  const watcher = {
    hasRoom(element: Element | null): boolean {
      const { width = 0, height = 0 } = element?.getBoundingClientRect() ?? {};
      return width > 0 && height > 0;
    },
    look(): void {
      const now = performance.now();
      const tree = window.tree?.();
      // What waits for a paint costs time that the element would have: the next frame tells as well.
      if (hasRoom) account.begun ??= now;
      hasRoom ||= host !== null && watcher.hasRoom(document.querySelector(host));
      const said = account.first === null ? tree?.querySelector(`${comment} ${words}`) : null;
      if (said?.textContent.trim() && watcher.hasRoom(said))
        window.afterPaint!(() => {
          account.first ??= performance.now();
          account.begun ??= account.first;
        });
      // Counting has its price: where many come, it is done when the last of them is there, which an id tells at once.
      if (tree && !account.isDone && now - counted > 50 && (last === null || tree.querySelector(last))) {
        counted = now;
        const shown = tree.querySelectorAll(comment).length;
        if (shown !== account.shown) Object.assign(account, { shown, changed: now });
        if (shown >= total) account.all = now;
        account.isDone = shown >= unasked;
      }
      if (!account.isDone) requestAnimationFrame(() => watcher.look());
    },
  };
  watcher.look();
};
