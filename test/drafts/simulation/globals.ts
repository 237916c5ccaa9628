/**
 * The platform of whichever tab's code runs at the moment: its timers, its clock, its network, its locks and
 * its ears. So what is simulated is the outbox with the browser's own lease, channel and adapter.
 */
import { setMaxListeners } from 'node:events';

/** A tab, as the code in it sees it. */
export interface Platform {
  after(milliseconds: number, run: () => void): () => void;
  clock(): number;
  fetch(url: string, init: RequestInit): Promise<Response>;
  readonly navigator: object;
  openChannel(): object;
}

/** One for all, since each would look up its stack. */
const timedOut = new DOMException('It took too long.', 'TimeoutError');

const replaced = ['setTimeout', 'clearTimeout', 'fetch', 'navigator', 'BroadcastChannel'] as const;

/** Puts the platform of `current` in the place of Node's; what it returns puts that back. */
export const surround = (current: () => Platform | null): (() => void) => {
  const before = replaced.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  const { now } = Date;
  const { any, timeout } = AbortSignal;
  const { stackTraceLimit } = Error;
  // Most errors here are meant, and nobody reads where they came from.
  Error.stackTraceLimit = 0;
  const { setTimeout, clearTimeout } = globalThis;
  const tab = (): Platform => {
    const platform = current();
    if (!platform) throw new Error('No tab runs at the moment.');
    return platform;
  };
  // Called with `new`, which no arrow function can be.
  function Channel(): object {
    return tab().openChannel();
  }
  const values: Record<(typeof replaced)[number], PropertyDescriptor> = {
    setTimeout: {
      value: (run: () => void, milliseconds: number): unknown =>
        current()?.after(milliseconds, run) ?? setTimeout(run, milliseconds),
    },
    clearTimeout: {
      value: (timer: unknown) => {
        if (typeof timer === 'function') (timer as () => void)();
        else clearTimeout(timer as number);
      },
    },
    fetch: { value: (url: string, init: RequestInit) => tab().fetch(url, init) },
    navigator: { get: () => current()?.navigator },
    BroadcastChannel: { value: Channel },
  };
  for (const name of replaced) Object.defineProperty(globalThis, name, { ...values[name], configurable: true });
  Date.now = () => current()?.clock() ?? now();
  AbortSignal.timeout = (milliseconds) => {
    const controller = new AbortController();
    tab().after(milliseconds, () => controller.abort(timedOut));
    return controller.signal;
  };
  // Node's own lets go of signals when memory is collected, which no seed foresees.
  AbortSignal.any = (signals) => {
    const controller = new AbortController();
    // Listeners stay until the schedule is over.
    setMaxListeners(0, ...signals);
    for (const signal of signals) {
      if (signal.aborted) controller.abort(signal.reason);
      else signal.addEventListener('abort', () => controller.abort(signal.reason));
    }
    return controller.signal;
  };
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    Date.now = now;
    AbortSignal.any = any;
    AbortSignal.timeout = timeout;
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  };
};
