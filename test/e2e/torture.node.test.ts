/** What `npm run torture` tries thousands of times, a few times each: so that every change is tried, and the trials as well. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openBench, type Bench } from '../torture/bench.ts';
import { Journal } from '../support/journal.ts';
import type { Part } from '../torture/part.ts';
import { answers } from '../torture/parts/answers.ts';
import { frozen } from '../torture/parts/frozen.ts';
import { kills } from '../torture/parts/kills.ts';
import { network } from '../torture/parts/network.ts';
import { soak } from '../torture/parts/soak.ts';
import { tabs } from '../torture/parts/tabs.ts';
import { takeover } from '../torture/parts/takeover.ts';
import { typing } from '../torture/parts/typing.ts';
import { figuresOf, runPart } from '../torture/runner.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
let bench: Bench;
let folder: string;

before(async () => {
  console.log(`seed ${String(seed)}`);
  [bench, folder] = await Promise.all([openBench(), mkdtemp(join(tmpdir(), 'comment-thread-torture-'))]);
});
after(async () => {
  await bench.close();
  await rm(folder, { recursive: true });
});

/** @param except Figures that so few trials say nothing about. */
const run = async (part: Part, trials: number, except: readonly string[] = []): Promise<void> => {
  const journal = Journal.begin(join(folder, `${part.name}.jsonl`), { seed, trials });
  const failures = await runPart(part, bench, { seed, trials, journal });
  const figures = figuresOf(part, journal).filter(({ what }) => !except.includes(what));
  const missed = figures.filter(({ isMet }) => !isMet).map(({ what, value, goal }) => `${what}: ${value}, not ${goal}`);
  assert.deepEqual([...failures, ...missed], []);
};

// Those that mostly wait go beside the others.
describe('a few trials of', { concurrency: 3 }, () => {
  test('a network that lies', () => run(network, 5));
  test('a frozen sender', () => run(frozen, 2));
  describe('what keeps a browser busy:', { concurrency: 1 }, () => {
    test('a death just after Post', () => run(kills, 6));
    test('a death while typing', () => run(typing, 4));
    test('a lost answer', () => run(answers, 6));
    test('ten tabs', () => run(tabs, 1));
    // One long enough to tell would take minutes.
    test('a long day', () => run(soak, 1, ['growth of memory, compiled code aside']));
  });
});

// By itself, since it is about milliseconds.
test('a few deaths of a sender', () => run(takeover, 2));
