import type { Bench } from './bench.ts';
import type { Chance } from './chance.ts';

/** One trial of a part, which the same seed makes the same again. */
export interface Trial {
  readonly index: number;
  readonly isLast: boolean;
  readonly chance: Chance;
  /** A thread that no other trial writes in. */
  readonly thread: string;
  /** Words that only the draft of that name has. */
  readonly wordsOf: (draft: string | number) => string;
}

/** One worker's browser; a part has as many as it can use side by side. */
export interface Lane<Result> {
  readonly run: (trial: Trial) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/** What came out, beside what should. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  /** '' for what is only told. */
  readonly goal: string;
  readonly isMet: boolean;
}

/** One promise, tried many times. Results are JSON: they are kept in a journal. */
export interface Part<Result = unknown> {
  readonly name: string;
  /** How many trials the promise asks for. */
  readonly trials: number;
  readonly lanes: number;
  open(bench: Bench): Promise<Lane<Result>>;
  figures(results: readonly Result[]): Figure[];
}

/** A figure that is only told. */
export const tell = (what: string, value: string | number): Figure => ({
  what,
  value: String(value),
  goal: '',
  isMet: true,
});

/** A figure that must be no higher than `goal`; NaN never is. */
export const atMost = (what: string, value: number, goal: number, unit = ''): Figure => ({
  what,
  value: `${String(value)}${unit}`,
  goal: goal === 0 ? '0' : `at most ${String(goal)}${unit}`,
  isMet: value <= goal,
});

/** A figure that must be no lower than `goal`; NaN never is. */
export const atLeast = (what: string, value: number, goal: number, unit = ''): Figure => ({
  what,
  value: `${String(value)}${unit}`,
  goal: `at least ${String(goal)}${unit}`,
  isMet: value >= goal,
});

/** A figure that must be that number. */
export const exactly = (what: string, value: number, goal: number): Figure => ({
  what,
  value: String(value),
  goal: String(goal),
  isMet: value === goal,
});
