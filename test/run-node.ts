import { cpus } from 'node:os';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Tally } from './support/tally.ts';

/** Runs test files under Node's runner, each in a process of its own, and counts their tests. */
export const runNodeTests = async (files: string[], concurrency = cpus().length): Promise<Tally> => {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  const tests = run({ files, concurrency, timeout: 600_000 });
  tests.on('test:pass', ({ skip, todo, details }) => {
    if (details.type === 'suite') return;
    if (skip !== undefined || todo !== undefined) tally.skipped++;
    else tally.passed++;
  });
  tests.on('test:fail', ({ details }) => {
    // A suite fails with its tests, and is counted only when it failed by itself.
    if ((details.error as { failureType?: string }).failureType !== 'subtestsFailed') tally.failed++;
  });
  for await (const line of tests.compose(new spec())) process.stdout.write(line as string);
  return tally;
};
