/** Random schedules against both kinds of endpoint: nothing is lost, doubled or stuck. `SEED` and `RUNS` replay and prolong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeSchedule } from './simulation/schedule.ts';
import { shrink } from './simulation/shrink.ts';
import { describe, runStretch } from './simulation/stretch.ts';
import { trace } from './simulation/trace.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const to = Number(process.env['RUNS'] ?? 4000);

test('random schedules lose nothing, double nothing and leave nothing behind', { timeout: 600_000 }, async () => {
  console.log(`seed ${String(seed)}, ${String(to)} schedules`);
  const { failures, ...figures } = await runStretch({ seed, from: 0, to, isBrief: true });
  console.log(figures);
  const [failure] = failures;
  if (failure) {
    const smallest = await shrink(makeSchedule(seed, failure.number), failure.problems[0]!, 500);
    await trace(smallest, console.log);
    assert.fail(`${describe(failure)}; made smaller above`);
  }
  assert.equal(figures.schedules, to);
  assert.ok(
    figures.sends > figures.comments && figures.crashes > 0 && figures.forks > 0,
    'the schedules reached it all',
  );
});

test('the same seed makes the same schedule come to the same end', async () => {
  const stretch = { seed, from: 0, to: 20, isBrief: false };
  assert.deepEqual(await runStretch(stretch), await runStretch(stretch));
});
