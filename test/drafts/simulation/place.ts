/** Where everything happens: time, the one disk, and the endpoint. */
import type { Draft, Receipt } from '../../../src/drafts/draft.ts';
import type { Actor } from './actor.ts';
import { Disk } from './disk.ts';
import { KeyedEndpoint } from './keyed-endpoint.ts';
import type { Rates, Schedule } from './schedule.ts';
import { Scheduler } from './scheduler.ts';
import { UnkeyedBackend } from './unkeyed-backend.ts';

/** Hears what happens; `now` is in milliseconds since the world began. */
export type Listener = (tab: Actor | null, line: () => string, now: number) => void;

export class Place {
  readonly scheduler = new Scheduler<Actor>();
  readonly disk = new Disk();
  readonly endpoint: KeyedEndpoint | UnkeyedBackend;
  readonly isKeyed: boolean;
  readonly lockKind: Schedule['locks'];
  /** For the trace. */
  readonly note: (tab: Actor | null, line: () => string) => void;
  rates: Rates;
  /** Nothing fails any more, and the reader puts everything in order. */
  isWell = false;
  /** Whether the clock was ever set. */
  hasJumped = false;
  #skew = Date.UTC(2026, 10, 22);

  constructor({ isKeyed, locks, rates }: Schedule, listen: Listener) {
    this.isKeyed = isKeyed;
    this.lockKind = locks;
    this.rates = rates;
    this.endpoint = isKeyed ? new KeyedEndpoint() : new UnkeyedBackend();
    this.note = (tab, line) => listen(tab, line, this.scheduler.now);
  }

  /** What the clocks of this browser say, in milliseconds since the epoch. */
  clock(): number {
    return this.#skew + this.scheduler.now;
  }

  /** Somebody, or something, sets the clock. */
  jump(milliseconds: number): void {
    this.#skew += milliseconds;
    this.hasJumped = true;
  }

  get drafts(): Draft[] {
    return this.disk.list('draft:') as Draft[];
  }

  get receipts(): Receipt[] {
    return this.disk.list('receipt:') as Receipt[];
  }
}
