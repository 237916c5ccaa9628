/** Web Locks as browsers have them: one holder a name, a queue, abort while waiting, and theft. One world has one name. */
import type { Recipient, Scheduler } from './scheduler.ts';

type Options = { readonly signal?: AbortSignal; readonly steal?: boolean };
type Work = () => Promise<unknown>;

interface Request {
  readonly tab: Recipient;
  readonly grant: () => void;
  readonly lose: (reason: Error) => void;
}

const stolen = new DOMException('The lock was stolen.', 'AbortError');

export class Locks<To extends Recipient> {
  readonly #scheduler: Scheduler<To>;
  #holder: Request | null = null;
  #queue: Request[] = [];

  constructor(scheduler: Scheduler<To>) {
    this.#scheduler = scheduler;
  }

  request(tab: To, { signal, steal }: Options, work: Work): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as the platform does, with whatever reason there is
        reject(signal.reason);
        return;
      }
      const request: Request = {
        tab,
        grant: () =>
          void this.#scheduler.after(1, tab, () => {
            work()
              .then(resolve, reject)
              .finally(() => this.#scheduler.after(0, null, () => this.#release(request)));
          }),
        lose: (reason) => void this.#scheduler.after(1, tab, () => reject(reason)),
      };
      signal?.addEventListener('abort', () => {
        if (!this.#queue.includes(request)) return;
        this.#queue = this.#queue.filter((other) => other !== request);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as the platform does
        reject(signal.reason);
      });
      if (steal) {
        this.#holder?.lose(stolen);
        this.#holder = null;
        this.#queue.unshift(request);
      } else this.#queue.push(request);
      this.#next();
    });
  }

  /** A tab is no more, and with it whatever it held or waited for. */
  drop(tab: To): void {
    this.#queue = this.#queue.filter((request) => request.tab !== tab);
    if (this.#holder?.tab === tab) this.#release(this.#holder);
  }

  #release(request: Request): void {
    if (this.#holder === request) this.#holder = null;
    this.#next();
  }

  #next(): void {
    if (this.#holder) return;
    this.#holder = this.#queue.shift() ?? null;
    this.#holder?.grant();
  }
}
