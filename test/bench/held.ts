/** What a page's scripts hold that no collection frees: kept account of from the beginning. */

interface Held {
  /** Puts an element into the page, waits for its whole thread and takes it away, again and again. */
  attach(times: number, attributes: Readonly<Record<string, string>>, last: string): Promise<void>;
  count(): { readonly timers: number; readonly channels: number; readonly connections: number };
}

declare global {
  interface Window {
    held?: Held;
  }
}

/** Given to the browser as a text, like `watch`: methods only. */
export const countHeld = (): void => {
  const timers = new Set<unknown>();
  const open = { channels: 0, connections: 0 };
  const { setTimeout, clearTimeout, setInterval, clearInterval, fetch, BroadcastChannel } = window;
  const replaced = {
    setTimeout(work: (...values: unknown[]) => void, delay?: number, ...values: unknown[]) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        work(...values);
      }, delay);
      timers.add(timer);
      return timer;
    },
    clearTimeout(timer?: number) {
      timers.delete(timer);
      clearTimeout(timer);
    },
    setInterval(work: () => void, delay?: number) {
      const timer = setInterval(work, delay);
      timers.add(timer);
      return timer;
    },
    clearInterval(timer?: number) {
      timers.delete(timer);
      clearInterval(timer);
    },
    async fetch(...asked: Parameters<typeof fetch>) {
      open.connections += 1;
      try {
        return await fetch(...asked);
      } finally {
        open.connections -= 1;
      }
    },
    BroadcastChannel: new Proxy(BroadcastChannel, {
      construct(target, [name]: [string]) {
        const channel = new target(name);
        open.channels += 1;
        const closing = {
          close(): void {
            open.channels -= 1;
            target.prototype.close.call(channel);
          },
        };
        return Object.assign(channel, closing);
      },
    }),
  };
  Object.assign(window, replaced);
  window.held = {
    async attach(times, attributes, last) {
      for (let time = 0; time < times; time += 1) {
        // The browser's account of requests grows by itself.
        performance.clearResourceTimings();
        const element = document.createElement('comment-thread');
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.append(element);
        do await new Promise((resolve) => requestAnimationFrame(resolve));
        while (!element.shadowRoot?.querySelector(last));
        element.remove();
      }
    },
    count() {
      return { timers: timers.size, ...open };
    },
  };
};
