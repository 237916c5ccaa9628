/** Runs what of a part's trials has not been run yet, some side by side, and says how far it is. */
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { Chance } from '../support/chance.ts';
import type { Journal } from '../support/journal.ts';
import { exactly, type Figure } from '../support/figure.ts';
import type { Lane, Part, Trial } from './part.ts';

/** A trial that threw instead of coming to an end is no result: the next run tries it again. */
interface Failure {
  readonly index: number;
  readonly message: string;
}

export interface RunOptions {
  readonly seed: number;
  readonly trials: number;
  readonly journal: Journal;
  /** @default not at all */
  readonly progress?: (done: number, failures: number) => void;
}

export const journalOf = (name: string): string => join(import.meta.dirname, 'journal', `${name}.jsonl`);

const trialOf = (part: string, seed: number, index: number, isLast: boolean): Trial => {
  const name = `${part}-${seed.toString(36)}-${String(index)}`;
  return {
    index,
    isLast,
    chance: new Chance(seed, part, index),
    thread: `/${name}`,
    // With an end, so that no draft's words begin another's.
    wordsOf: (draft) => `Draft ${name}-${String(draft)}-end.`,
  };
};

/** Resolves to the trials that failed to come to an end. */
export const runPart = async (part: Part, bench: Bench, options: RunOptions): Promise<Failure[]> => {
  const { seed, trials, journal, progress } = options;
  const left = Array.from({ length: trials }, (_, index) => index).filter((index) => !journal.results.has(index));
  const failures: Failure[] = [];
  const work = async (): Promise<void> => {
    let lane: Lane<unknown> | null = null;
    for (let index = left.shift(); index !== undefined; index = left.shift()) {
      try {
        lane ??= await part.open(bench);
        journal.add(index, await lane.run(trialOf(part.name, seed, index, index === trials - 1)));
      } catch (error) {
        failures.push({ index, message: String(error) });
        // Whatever it was, the next trial begins with a browser of its own.
        await lane?.close().catch(() => undefined);
        lane = null;
      }
      progress?.(journal.results.size, failures.length);
    }
    await lane?.close();
  };
  await Promise.all(Array.from({ length: Math.min(part.lanes, left.length) }, work));
  return failures;
};

/** What a journal comes to: the part's own figures, and whether all trials came to an end. */
export const figuresOf = (part: Part, { head, results }: Journal): Figure[] => [
  exactly('trials', results.size, head.trials),
  ...(results.size ? part.figures([...results.values()]) : []),
];
