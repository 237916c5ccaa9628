import { type TestSession, startTestRunner } from '@web/test-runner';
import type { Tally } from './support/tally.ts';
import { browserTestConfig } from './web-test-runner.config.ts';

type TestSuite = NonNullable<TestSession['testResults']>;

/** Runs test files in Chromium under Web Test Runner, and counts their tests. */
export const runBrowserTests = async (files: string[]): Promise<Tally> => {
  const runner = await startTestRunner({
    config: browserTestConfig(files),
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (!runner) throw new Error('The browser tests did not start.');
  const passed = await new Promise<boolean>((resolve) => {
    runner.on('stopped', resolve);
  });
  const tally = { passed: 0, failed: 0, skipped: 0 };
  const count = ({ suites, tests }: TestSuite): void => {
    for (const test of tests) tally[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
    suites.forEach(count);
  };
  for (const session of runner.sessions.all()) if (session.testResults) count(session.testResults);
  // A file that does not load has no tests to count, and still has failed.
  if (!passed && !tally.failed) tally.failed++;
  return tally;
};
