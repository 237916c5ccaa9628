/** One test file in a process of its own, with one mutant awake or with none. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** How a test file ended. `timeout` is also what was ended because a loop had no end. */
export type Ending = 'passed' | 'failed' | 'timeout';

/** What a test file does when no mutant is awake. */
export interface Baseline {
  /** From the root of the project. */
  readonly test: string;
  /** Milliseconds. */
  readonly duration: number;
  /** How often it comes by each mutant, by id; those it never meets are missing. */
  readonly hits: Readonly<Record<string, number>>;
}

const hitsModule = join(import.meta.dirname, 'hits.js');

/** A mutant that is met so many times more often than its original has made a loop endless. */
const HIT_FACTOR = 100;

/** Memory, in MB, that is enough for every test and not for an endless list. */
const MEMORY = 2048;

const running = new Set<ChildProcess>();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of running) child.kill('SIGKILL');
    process.exit(1);
  });
}

const runFile = (copy: string, test: string, variables: NodeJS.ProcessEnv, timeout: number): Promise<Ending> =>
  new Promise((resolve) => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const options = [`--max-old-space-size=${MEMORY}`, '--import', hitsModule, '--test-reporter=tap'];
    const child = spawn(process.execPath, [...options, test.replace(/\.ts$/, '.js')], {
      cwd: copy,
      env: { ...env, ...variables },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    running.add(child);
    let ending: Ending | undefined;
    const end = (how: Ending): void => {
      ending ??= how;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => end('timeout'), timeout);
    // The first test that fails is enough.
    createInterface(child.stdout).on('line', (line) => {
      if (/^\s*not ok /.test(line)) end('failed');
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(ending ?? (code === 0 ? 'passed' : 'failed'));
    });
  });

/** Runs a test file as it is. Throws when it fails: then no mutant can be judged by it. */
export const measure = async (copy: string, test: string): Promise<Baseline> => {
  const file = join(copy, `${test.replaceAll('/', '-')}.json`);
  const start = performance.now();
  const ending = await runFile(copy, test, { MUTATION_HITS_FILE: file }, 120_000);
  const duration = performance.now() - start;
  if (ending !== 'passed') throw new Error(`${test} ${ending} without any mutant.`);
  const hits = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  rmSync(file);
  return { test, duration, hits };
};

/** Runs a test file with one mutant awake, which it is known to meet. */
export const tryMutant = (copy: string, id: string, { test, duration, hits }: Baseline): Promise<Ending> =>
  runFile(
    copy,
    test,
    { __STRYKER_ACTIVE_MUTANT__: id, MUTATION_HIT_LIMIT: String(HIT_FACTOR * (hits[id] ?? 1)) },
    5000 + 5 * duration,
  );
