/**
 * `npm run torture`: every promise about readers' words, tried in a real browser against the real endpoint.
 *
 *   npm run torture                  all parts, those trials that have not been run yet
 *   npm run torture -- kills tabs    these parts
 *   npm run torture -- --fresh       from the beginning
 *   npm run torture -- report        only the figures of what has been run
 *
 * Environment: SEED makes the same trials again, TRIALS is how many of each part (`20`, or `1%` of the whole).
 */
import { openBench } from './bench.ts';
import { Journal } from '../support/journal.ts';
import type { Figure } from '../support/figure.ts';
import type { Part } from './part.ts';
import { answers } from './parts/answers.ts';
import { frozen } from './parts/frozen.ts';
import { kills } from './parts/kills.ts';
import { network } from './parts/network.ts';
import { simulation } from './parts/simulation.ts';
import { soak } from './parts/soak.ts';
import { tabs } from './parts/tabs.ts';
import { takeover } from './parts/takeover.ts';
import { typing } from './parts/typing.ts';
import { figuresOf, journalOf, runPart } from './runner.ts';

const parts: readonly Part[] = [kills, answers, tabs, takeover, frozen, typing, network, soak, simulation];

const asked = process.argv.slice(2);
const isFresh = asked.includes('--fresh');
const isReport = asked.includes('report');
const names = asked.filter((word) => word !== '--fresh' && word !== 'report');
const unknown = names.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${parts.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}
const chosen = parts.filter(({ name }) => !names.length || names.includes(name));

const trialsOf = ({ trials }: Part): number => {
  const wanted = process.env['TRIALS'];
  if (!wanted) return trials;
  const number = Number.parseFloat(wanted);
  if (!(number > 0)) throw new Error(`TRIALS=${wanted} is no number of trials.`);
  return Math.ceil(wanted.endsWith('%') ? (trials * number) / 100 : number);
};

/** The journal to go on with; another seed or number of trials than asked for begins a new one. */
const openJournal = (part: Part): Journal => {
  const file = journalOf(part.name);
  const { SEED: wanted } = process.env;
  const trials = trialsOf(part);
  const present = isFresh ? null : Journal.read(file);
  const isMeant = present?.head.trials === trials && (!wanted || present.head.seed === Number(wanted));
  if (present && isMeant) return present;
  return Journal.begin(file, { seed: Number(wanted ?? Date.now() % 2 ** 31), trials });
};

const print = ({ what, value, goal, isMet }: Figure): void =>
  console.log(`  ${isMet ? (goal ? '✔' : ' ') : '✖'} ${what}: ${value}${goal ? ` (${goal})` : ''}`);

const progressOf = (name: string, trials: number) => {
  const start = performance.now();
  return (done: number, failures: number): void => {
    const seconds = Math.round((performance.now() - start) / 1000);
    const line = `${name}: ${String(done)} of ${String(trials)}, ${String(seconds)} s`;
    const text = failures ? `${line}, ${String(failures)} did not come to an end` : line;
    if (process.stdout.isTTY) process.stdout.write(`\r${text}\x1b[K`);
    else if (done % Math.ceil(trials / 10) === 0) console.log(text);
  };
};

/** Resolves to whether every figure is what it should be. */
const report = (part: Part): boolean => {
  const journal = Journal.read(journalOf(part.name));
  console.log(`\n${part.name}${journal ? ` (SEED=${String(journal.head.seed)})` : ' has not been run'}`);
  const figures = journal ? figuresOf(part, journal) : [];
  figures.forEach(print);
  return journal !== null && figures.every(({ isMet }) => isMet);
};

const runAll = async (): Promise<void> => {
  const bench = await openBench();
  try {
    for (const part of chosen) {
      const journal = openJournal(part);
      const { seed, trials } = journal.head;
      console.log(`\n${part.name}: SEED=${String(seed)} TRIALS=${String(trials)}`);
      const failures = await runPart(part, bench, { seed, trials, journal, progress: progressOf(part.name, trials) });
      for (const { index, message } of failures) console.log(`\ntrial ${String(index)}: ${message}`);
    }
  } finally {
    await bench.close();
  }
};

// Puppeteer ends the browsers; without this the next trials would go on without them.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

if (!isReport) await runAll();
// All of them, whatever the first says.
process.exit(chosen.map(report).every(Boolean) ? 0 : 1);
