import type { Chance } from '../support/chance.ts';
import type { Figure } from '../support/figure.ts';
import type { Bench } from './bench.ts';

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

/** One promise, tried many times. Results are JSON: they are kept in a journal. */
export interface Part<Result = unknown> {
  readonly name: string;
  /** How many trials the promise asks for. */
  readonly trials: number;
  readonly lanes: number;
  open(bench: Bench): Promise<Lane<Result>>;
  figures(results: readonly Result[]): Figure[];
}
