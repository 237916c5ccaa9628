/**
 * Virtual time. Whatever takes time in a browser is an event here; between two events everything that waits
 * for nothing but promises goes as far as it can, as in a browser between two tasks.
 */

/** To whom an event is delivered: not while it is frozen, and not any more once it is dead. */
export interface Recipient {
  readonly isDead: boolean;
  readonly isFrozen: boolean;
  /** What came while it was frozen. */
  readonly missed: (() => void)[];
}

export interface Due {
  run: (() => void) | null;
}

interface Event extends Due {
  readonly at: number;
  readonly turn: number;
  readonly to: Recipient | null;
}

const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);

/** Resolves when no promise has anything left to do; Node runs its ticks only then. */
const drained = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** More than any schedule needs: whoever gets here goes round in circles. */
const MOST_STEPS = 60_000;

/** A heap of what is to come, and the hand of the clock. */
export class Scheduler<To extends Recipient> {
  /** Milliseconds since the world began. */
  now = 0;
  /** Whose code runs at the moment; null for the world's own. */
  current: To | null = null;
  steps = 0;
  /** Whether it goes on for ever; then nothing is run any more. */
  get isEndless(): boolean {
    return this.steps > MOST_STEPS;
  }
  readonly #heap: Event[] = [];
  #turns = 0;

  /** Runs `run` in so many milliseconds, in the hands of `to`. */
  after(milliseconds: number, to: To | null, run: () => void): Due {
    const event: Event = { at: this.now + milliseconds, turn: this.#turns++, to, run };
    this.#push(event);
    return event;
  }

  /** Lets `run` be the code of `to`, and everything that follows from it at once. */
  async as(to: To, run: () => void): Promise<void> {
    this.current = to;
    run();
    await drained();
    this.current = null;
  }

  /** Lets that much time pass; ends early as soon as `isDone`. */
  async pass(milliseconds: number, isDone: () => boolean = () => false): Promise<void> {
    const end = this.now + milliseconds;
    while (this.#heap[0] && this.#heap[0].at <= end && !this.isEndless) {
      const { at, to, run } = this.#pop();
      this.now = at;
      if (!run || to?.isDead) continue;
      if (to?.isFrozen) {
        to.missed.push(run);
        continue;
      }
      this.steps++;
      this.current = to as To | null;
      run();
      await drained();
      this.current = null;
      if (isDone()) return;
    }
    this.now = end;
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let place = heap.length;
    while (place) {
      const above = (place - 1) >> 1;
      if (!isBefore(event, heap[above]!)) break;
      heap[place] = heap[above]!;
      place = above;
    }
    heap[place] = event;
  }

  #pop(): Event {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (!heap.length) return first;
    let place = 0;
    for (;;) {
      let below = place * 2 + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below++;
      if (!isBefore(heap[below]!, last)) break;
      heap[place] = heap[below]!;
      place = below;
    }
    heap[place] = last;
    return first;
  }
}
