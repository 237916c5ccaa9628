/** What runs in a measured page from its very beginning, and keeps account. */

export interface Watched {
  /** The element in whose shadow tree the comments are; null where they are in the page. */
  readonly host: string | null;
  readonly comment: string;
  /** How many comments the thread has. */
  readonly total: number;
}

/** Milliseconds since the visit began. */
export interface Account {
  /** When the first comment had been painted. */
  first: number | null;
  /** When all of them were in the document. */
  all: number | null;
  /** How many were in the document at the last look, and when their number last changed. */
  shown: number;
  changed: number;
  readonly tasks: { readonly start: number; readonly duration: number }[];
  /** Cumulative layout shift after the first comment. */
  shift: number;
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
export const watch = ({ host, comment, total }: Watched): void => {
  const account: Account = { first: null, all: null, shown: 0, changed: 0, tasks: [], shift: 0 };
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
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
      if (account.first !== null && entry.startTime > account.first) account.shift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });

  let looked = 0;
  // Methods, since a compiler that keeps the names of functions would name them by a helper that no page has.
  const watcher = {
    look(): void {
      const now = performance.now();
      const tree = window.tree?.();
      const found = account.first === null && tree?.querySelector(comment);
      if (found && found.getBoundingClientRect().height > 0) {
        window.afterPaint!(() => (account.first ??= performance.now()));
      }
      // Counting has its price too, so that it is not done at every frame.
      if (tree && now - looked > 50) {
        looked = now;
        const shown = tree.querySelectorAll(comment).length;
        if (shown !== account.shown) Object.assign(account, { shown, changed: now });
        if (shown >= total) account.all ??= now;
      }
      requestAnimationFrame(() => watcher.look());
    },
  };
  watcher.look();
};
