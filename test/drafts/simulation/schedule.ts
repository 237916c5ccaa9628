/** What happens in one schedule: made from two numbers, so that these alone replay it. */
import { Random } from './random.ts';

/** What a reader does in a tab, or what befalls it. */
type Deed =
  | 'type'
  | 'post'
  | 'postTwice'
  | 'reply'
  | 'edit'
  | 'rewrite'
  | 'rethink'
  | 'clear'
  | 'retry'
  | 'check'
  | 'discard'
  | 'undo'
  | 'sign'
  | 'wake'
  | 'crash'
  | 'close'
  | 'freeze'
  | 'strand'
  | 'thaw'
  | 'clock'
  | 'moderate'
  | 'twin';

export interface Action {
  readonly deed: Deed;
  /** Milliseconds after the action before. */
  readonly wait: number;
  readonly tab: number;
  /** Which draft, of those there are then; where, how far or how soon, for what needs no draft. */
  readonly which: number;
}

/** How often things go wrong, each from 0 to 1. */
export interface Rates {
  readonly network: number;
  readonly storage: number;
  /** News between tabs that are lost or come twice. */
  readonly channel: number;
  /** Timers that fire late. */
  readonly timers: number;
}

export interface Schedule {
  readonly seed: number;
  readonly number: number;
  readonly tabs: number;
  /** Whether the endpoint can tell copies apart. */
  readonly isKeyed: boolean;
  readonly locks: 'there' | 'missing' | 'forbidden';
  readonly rates: Rates;
  readonly actions: readonly Action[];
}

const DEEDS: Readonly<Record<Deed, number>> = {
  type: 8,
  post: 10,
  postTwice: 2,
  reply: 5,
  edit: 5,
  rewrite: 4,
  rethink: 3,
  clear: 1,
  retry: 5,
  check: 2,
  discard: 4,
  undo: 2,
  sign: 4,
  wake: 3,
  crash: 7,
  close: 2,
  freeze: 2,
  strand: 2,
  thaw: 2,
  clock: 2,
  moderate: 2,
  twin: 1,
};

const rateOf = (random: Random): number => random.pick([0, 0.05, 0.2, 0.5]);

const waitOf = (random: Random): number => {
  const span = random.pick([0, 5, 50, 500, 500, 5000, 40_000]);
  return random.chance(0.02) ? 400_000 : Math.floor(random.fraction() * span);
};

/** The schedule of that number under a seed; half of them at an endpoint that honours the native protocol. */
export const makeSchedule = (seed: number, number: number): Schedule => {
  const random = new Random(seed, number);
  const tabs = random.pick([1, 2, 2, 3, 4, 1 + random.below(10)]);
  // Each schedule likes some deeds more than others, and some not at all: so rare ones meet as well.
  const liked = Object.fromEntries(
    Object.entries(DEEDS).map(([deed, weight]) => [deed, weight * random.pick([0, 1, 1, 3])]),
  ) as Record<Deed, number>;
  const action = (): Action => ({
    deed: random.weigh(liked),
    wait: waitOf(random),
    tab: random.below(tabs),
    which: random.below(1000),
  });
  return {
    seed,
    number,
    tabs,
    isKeyed: random.chance(0.6),
    locks: random.pick(['there', 'there', 'there', 'missing', 'forbidden']),
    rates: {
      network: rateOf(random),
      storage: random.pick([0, 0, 0.02, 0.1]),
      channel: rateOf(random),
      timers: rateOf(random),
    },
    actions: Array.from({ length: 2 + random.below(18) }, action),
  };
};
