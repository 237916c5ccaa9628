/**
 * `npm run mutation`: changes the source of the drafts and the model in every small way Stryker knows, and
 * asks for each change whether the room's own tests under Node notice. Less than 95 % of a room is an error.
 *
 *   npm run mutation                both rooms; goes on where an interrupted run was
 *   npm run mutation -- tree list   only the files with one of these words in their path
 *   npm run mutation -- --fresh     forgets what is known
 *
 * What takes longer than 5 s and five times its time counts as noticed. The simulation and the mistakes
 * planted in it are left out: a mutant should fall by a test that says what was wrong, and a run should end
 * within half an hour.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { instrument, type Mutant } from './instrument.ts';
import { findBasis, Journal, type Verdict } from './journal.ts';
import { findStale, GOAL, scoreOf, writeReport, type Judged, type Reason } from './report.ts';
import { measure, tryMutant, type Baseline } from './trial.ts';

const rooms = ['model', 'drafts'];
const root = join(import.meta.dirname, '../..');
const kept = join(root, 'coverage/mutation');

const asked = process.argv.slice(2);
const words = asked.filter((word) => word !== '--fresh');
if (asked.includes('--fresh')) rmSync(kept, { recursive: true, force: true });

if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
  const { status } = spawnSync('npm', ['ci'], { cwd: import.meta.dirname, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

/** As many at a time as there are processors, in the order given. */
const forAll = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
};

const findTests = (room: string): string[] =>
  readdirSync(join(root, 'test', room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.node.test.ts') && !/simulation|planted/.test(file))
    .sort()
    .map((file) => `test/${room}/${file}`);

/** How many mutants of a source file each test file has killed so far: the likeliest is tried first. */
const kills = new Map<string, number>();
const pairOf = ({ file }: Mutant, { test }: Baseline): string => `${file} ${test}`;
const killsOf = (mutant: Mutant, baseline: Baseline): number => kills.get(pairOf(mutant, baseline)) ?? 0;

const judge = async (copy: string, mutant: Mutant, baselines: readonly Baseline[]): Promise<Verdict> => {
  const meeting = baselines
    .filter(({ hits }) => mutant.id in hits)
    .sort((a, b) => killsOf(mutant, b) - killsOf(mutant, a) || a.duration - b.duration);
  for (const baseline of meeting) {
    const ending = await tryMutant(copy, mutant.id, baseline);
    if (ending === 'passed') continue;
    kills.set(pairOf(mutant, baseline), killsOf(mutant, baseline) + 1);
    return { ending: ending === 'timeout' ? 'timeout' : 'killed', by: baseline.test };
  }
  return { ending: 'survived', by: null };
};

const runRoom = async (room: string, journal: Journal): Promise<readonly Judged[]> => {
  const copy = join(kept, room);
  const isAsked = ({ file }: Mutant): boolean => !words.length || words.some((word) => file.includes(word));
  const mutants = (await instrument(root, room, copy)).filter(isAsked);
  if (!mutants.length) return [];

  const tests = findTests(room);
  const basisOf = findBasis(root, tests);
  const verdicts = new Map<Mutant, Verdict>();
  for (const mutant of mutants) {
    const known = journal.find(mutant.key, basisOf);
    if (known) verdicts.set(mutant, known);
  }
  const open = mutants.filter((mutant) => !verdicts.has(mutant));
  console.log(`\n${room}: ${mutants.length} mutants, ${verdicts.size} of them known, ${tests.length} test files`);
  const start = performance.now();
  if (open.length) {
    const baselines: Baseline[] = [];
    await forAll(tests, async (test) => void baselines.push(await measure(copy, test)));
    let done = 0;
    await forAll(open, async (mutant) => {
      const verdict = await judge(copy, mutant, baselines);
      journal.add(mutant.key, verdict, basisOf(verdict.by));
      verdicts.set(mutant, verdict);
      if (++done % 50 && done < open.length) return;
      console.log(`  ${done} of ${open.length}, ${Math.round((performance.now() - start) / 1000)} s`);
    });
  }
  return mutants.map((mutant) => ({ mutant, verdict: verdicts.get(mutant)! }));
};

const reasons = JSON.parse(readFileSync(join(import.meta.dirname, 'survivors.json'), 'utf8')) as Reason[];
const journal = new Journal(join(kept, 'journal.jsonl'));
const reports: string[] = [];
let isGood = true;
for (const room of rooms) {
  const judged = await runRoom(room, journal);
  if (!judged.length) continue;
  reports.push(writeReport(room, judged, reasons));
  if (scoreOf(judged) < GOAL) {
    isGood = false;
    reports.push(`\nLess than ${GOAL} % of ${room} are noticed.`);
  }
  for (const { file, original, mutated } of findStale(judged, reasons)) {
    isGood = false;
    reports.push(`\nsurvivors.json explains a mutant of ${file} that does not survive: ${original} → ${mutated}`);
  }
}
console.log(`\n${reports.join('\n\n')}`);
if (!reports.length) console.error('There is no such file.');
process.exit(isGood && reports.length ? 0 : 1);
