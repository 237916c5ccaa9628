/** Many schedules one after another, and what they came to. */
import { makeSchedule } from './schedule.ts';
import { simulate } from './simulate.ts';

/** The schedules of a seed from one number to another, the last excluded. */
export interface Stretch {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Whether to end at the first schedule that failed. */
  readonly isBrief: boolean;
}

/** A schedule that failed; `SEED` and `ONLY` replay it. */
export interface Failure {
  readonly seed: number;
  readonly number: number;
  readonly problems: readonly string[];
}

export interface Outcome {
  readonly schedules: number;
  readonly sends: number;
  readonly comments: number;
  readonly crashes: number;
  /** Forms whose words had to go on under an id of their own. */
  readonly forks: number;
  readonly steps: number;
  readonly failures: readonly Failure[];
}

export const nothing: Outcome = { schedules: 0, sends: 0, comments: 0, crashes: 0, forks: 0, steps: 0, failures: [] };

export const add = (a: Outcome, b: Outcome): Outcome => ({
  schedules: a.schedules + b.schedules,
  sends: a.sends + b.sends,
  comments: a.comments + b.comments,
  crashes: a.crashes + b.crashes,
  forks: a.forks + b.forks,
  steps: a.steps + b.steps,
  failures: [...a.failures, ...b.failures],
});

/** What a failure is told by. */
export const describe = ({ seed, number, problems }: Failure): string =>
  `SEED=${String(seed)} ONLY=${String(number)}: ${[...new Set(problems)].slice(0, 5).join('; ')}`;

export const runStretch = async ({ seed, from, to, isBrief }: Stretch): Promise<Outcome> => {
  let total = nothing;
  for (let number = from; number < to; number++) {
    const { problems, ...figures } = await simulate(makeSchedule(seed, number));
    const failures = problems.length ? [{ seed, number, problems }] : [];
    total = add(total, { ...figures, schedules: 1, failures });
    if (isBrief && failures.length) break;
  }
  return total;
};
