/** What can become of a request on its way there and back. */
import type { Random } from './random.ts';
import type { Recipient, Scheduler } from './scheduler.ts';
import { readAsk, toResponse, type Answer, type Ask, type Endpoint } from './wire.ts';

/** Each name says what the tab sees, and what the endpoint has of it. */
const FAULTS = {
  lost: 4,
  lostInSilence: 2,
  unanswered: 5,
  unansweredInSilence: 2,
  doubled: 4,
  doubledUnanswered: 3,
  late: 4,
  failed: 4,
  failedAfterAll: 3,
  tooMany: 4,
  busy: 2,
  conflict: 1,
  refused: 2,
  forbidden: 1,
  closed: 1,
  signIn: 3,
  held: 4,
  portal: 2,
  nameless: 2,
  otherName: 2,
  nothing: 1,
  redirected: 2,
  torn: 2,
} as const;
type Fault = keyof typeof FAULTS;

/** Answers in which the endpoint says that it has not taken anything. */
const NOS = {
  failed: { status: 500, body: { title: 'Out of order' } },
  conflict: { status: 409, body: {} },
  refused: { status: 422, body: { title: 'No', errors: [{ field: 'text', detail: 'Say more.' }] } },
  forbidden: { status: 403, body: {} },
  closed: { status: 410, body: {} },
  signIn: { status: 401, body: {} },
  portal: { status: 200, body: '<!doctype html><title>Welcome to our wireless network</title>' },
  nameless: { status: 200, body: {} },
  otherName: { status: 201, body: { id: 'somebody-else', html: 1, text: 'Other words', status: 'published' } },
  nothing: { status: 200, body: null },
} as const satisfies Partial<Record<Fault, Answer>>;

/** What those who judge are told of each request. */
export interface Witness<To> {
  left(tab: To, ask: Ask): void;
  answered(tab: To, ask: Ask, answer: Answer): void;
  /** The tab knows nothing of what became of it. */
  failed(tab: To, ask: Ask): void;
}

export class Network<To extends Recipient & { burn(): boolean }> {
  rate: number;
  readonly #scheduler: Scheduler<To>;
  readonly #endpoint: Endpoint;
  readonly #witness: Witness<To>;

  constructor(scheduler: Scheduler<To>, endpoint: Endpoint, rate: number, witness: Witness<To>) {
    this.#scheduler = scheduler;
    this.#endpoint = endpoint;
    this.rate = rate;
    this.#witness = witness;
  }

  fetch(tab: To, random: Random, url: string, init: RequestInit): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (!tab.burn()) return;
      const ask = readAsk(url, init);
      this.#witness.left(tab, ask);
      const fault = random.chance(this.rate) ? random.weigh(FAULTS) : null;
      const there = 5 + random.fraction() * 200;
      const back = there + 5 + random.fraction() * 200;

      const arrive = (delay: number, answered?: (answer: Answer) => void): void =>
        void this.#scheduler.after(delay, null, () => answered?.(this.#endpoint.handle(ask, fault === 'held')));
      const answer = (made: () => Answer, isTorn = false): void =>
        void this.#scheduler.after(back, tab, () => {
          if (!tab.burn()) return;
          const given = made();
          // Whoever has given up hears nothing.
          if (isTorn || init.signal?.aborted) this.#witness.failed(tab, ask);
          else this.#witness.answered(tab, ask, given);
          resolve(toResponse(given, url, isTorn));
        });
      const fail = (delay = back): void =>
        void this.#scheduler.after(delay, tab, () => {
          if (!tab.burn()) return;
          this.#witness.failed(tab, ask);
          reject(new TypeError('Failed to fetch'));
        });
      const carry = (isTorn = false): void => {
        let given: Answer | undefined;
        arrive(there, (made) => (given = made));
        answer(() => given!, isTorn);
      };

      switch (fault) {
        case null:
        case 'held':
          carry();
          return;
        case 'torn':
          carry(true);
          return;
        case 'lost':
          fail();
          return;
        case 'lostInSilence':
          return;
        case 'unanswered':
          arrive(there);
          fail();
          return;
        case 'unansweredInSilence':
          arrive(there);
          return;
        case 'doubled':
          carry();
          arrive(there + random.fraction() * 3000);
          return;
        case 'doubledUnanswered':
          arrive(there);
          arrive(there + random.fraction() * 3000);
          fail();
          return;
        case 'late':
          arrive(random.pick([1000, 15_000, 60_000, 200_000]) * random.fraction());
          if (random.chance(0.5)) fail();
          return;
        case 'failedAfterAll':
          arrive(there);
          answer(() => ({ status: random.pick([500, 502, 504]), body: '<h1>Bad gateway</h1>' }));
          return;
        case 'tooMany':
        case 'busy': {
          const seconds = random.pick([1, 5, 30, 120, 3600]);
          const isExposed = fault === 'busy' || random.chance(0.8);
          answer(() => ({
            status: fault === 'busy' ? 503 : 429,
            body: {},
            retryAfter: isExposed ? seconds : undefined,
          }));
          return;
        }
        case 'redirected':
          if (init.redirect === 'error') fail();
          else answer(() => ({ status: 200, body: { ...ask.body, id: decodeURIComponent(ask.path.slice(10)) } }));
          return;
        case 'failed':
        case 'conflict':
        case 'refused':
        case 'forbidden':
        case 'closed':
        case 'signIn':
        case 'portal':
        case 'nameless':
        case 'otherName':
        case 'nothing':
          answer(() => NOS[fault]);
      }
    });
  }
}
