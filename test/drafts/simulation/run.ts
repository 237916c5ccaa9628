/**
 * Random schedules outside the tests, or one of them with all that happens in it:
 *
 *   RUNS=100000 npx tsx test/drafts/simulation/run.ts           two workers; the seed is printed
 *   SEED=7 ONLY=42 npx tsx test/drafts/simulation/run.ts        schedule 42 of seed 7, made smaller first if it fails
 *   SEED=7 ONLY=42 WHOLE=1 npx tsx test/drafts/simulation/run.ts   the same as it is
 */
import { cpus } from 'node:os';
import { Worker } from './crew.ts';
import { makeSchedule } from './schedule.ts';
import { kindOf, shrink } from './shrink.ts';
import { simulate } from './simulate.ts';
import { add, describe, nothing } from './stretch.ts';
import { trace } from './trace.ts';

const { SEED, ONLY, RUNS, WHOLE, KIND } = process.env;
const seed = Number(SEED ?? Date.now() % 2 ** 31);

const replay = async (number: number): Promise<void> => {
  const schedule = makeSchedule(seed, number);
  const { problems } = await simulate(schedule);
  const problem = problems.find((each) => each.includes(KIND ?? ''));
  await trace(WHOLE || problem === undefined ? schedule : await shrink(schedule, problem), console.log);
  console.log(problems.length ? [...new Set(problems)].join('\n') : 'All as promised.');
};

const runAll = async (schedules: number): Promise<void> => {
  const size = 500;
  const start = performance.now();
  let total = nothing;
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker();
    while (next < schedules) {
      const from = next;
      next += size;
      const outcome = await worker.run({ seed, from, to: Math.min(from + size, schedules), isBrief: false });
      total = add(total, outcome);
    }
    await worker.close();
  };
  console.log(`seed ${String(seed)}, ${String(schedules)} schedules`);
  await Promise.all(Array.from({ length: cpus().length }, work));
  const { failures, ...figures } = total;
  const kinds = new Map<string, string[]>();
  for (const failure of failures) {
    for (const kind of new Set(failure.problems.map(kindOf))) {
      kinds.set(kind, [...(kinds.get(kind) ?? []), String(failure.number)]);
    }
  }
  console.log({ ...figures, failures: failures.length, seconds: Math.round((performance.now() - start) / 1000) });
  for (const [kind, numbers] of kinds)
    console.log(`${String(numbers.length)} × ${kind}: ${numbers.slice(0, 8).join(' ')}`);
  if (failures[0]) console.log(describe(failures[0]));
  process.exitCode = failures.length ? 1 : 0;
};

await (ONLY === undefined ? runAll(Number(RUNS ?? 2000)) : replay(Number(ONLY)));
