/** The simulation finds what it should: every known mistake, planted in a copy of the source, fails a schedule that the source as it is passes. */
import assert from 'node:assert/strict';
import { cpus } from 'node:os';
import { test } from 'node:test';
import { mistakes } from './simulation/mistakes.ts';
import { runPlanted } from './simulation/plant.ts';

/** How many schedules a mistake may take to be found. */
const most = 2000;
const stretch = { seed: 1, from: 0, to: most, isBrief: true };

test('every planted mistake is found', { timeout: 600_000, concurrency: cpus().length }, async (context) => {
  let last = 0;
  await Promise.all(
    mistakes.map((mistake) =>
      context.test(mistake.name, async () => {
        const { schedules, failures } = await runPlanted(mistake, stretch);
        const [failure] = failures;
        assert.ok(failure, `${String(schedules)} schedules did not find it`);
        last = Math.max(last, schedules);
        console.log(`${mistake.name}: found by schedule ${String(schedules)}: ${failure.problems[0]!}`);
      }),
    ),
  );
  const { schedules, failures } = await runPlanted(null, { ...stretch, to: last });
  assert.deepEqual(failures, [], 'the source as it is passes all of these');
  assert.equal(schedules, last);
});
