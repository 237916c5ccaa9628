/**
 * `npm run bench`: how fast a thread is, against static HTML and against other widgets; writes docs/performance.md.
 *
 *   npm run bench                  everything that has not been measured yet
 *   npm run bench -- 100 1000      threads of these sizes only
 *   npm run bench -- --fresh       from the beginning
 *   npm run bench -- load          what the endpoint bears, instead
 *   npm run bench -- report        writes the document from what has been measured
 *
 * Environment: RUNS is how many visits of each page (15). A machine that does anything else meanwhile measures that.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureBudgets } from '../package/budget.ts';
import { distFolder, readBundle } from '../package/bundle.ts';
import { launchBrowser } from '../support/driver.ts';
import { Journal } from '../support/journal.ts';
import { visited } from './contenders.ts';
import { makeThread } from './corpus.ts';
import { judge } from './goals.ts';
import { runLoad } from './load.ts';
import { readLoad, writeLoad } from './load-report.ts';
import { measure, warm } from './measure.ts';
import { saveReport, writeReport } from './report.ts';
import type { Result } from './result.ts';
import { openSite, pathOf } from './site.ts';

const sizes = [10, 100, 1000, 10_000, 100_000];
const root = join(import.meta.dirname, '../..');
const file = join(root, 'coverage/bench.jsonl');
const loadFile = join(root, 'coverage/load.json');
const findingsFile = join(import.meta.dirname, 'findings.md');
const document = join(root, 'docs/performance.md');

const asked = process.argv.slice(2);
const runs = Number(process.env['RUNS'] ?? 15);
if (!(runs > 0)) throw new Error(`RUNS=${String(process.env['RUNS'])} is no number of runs.`);
const chosen = asked.some((word) => /^\d+$/.test(word)) ? sizes.filter((size) => asked.includes(String(size))) : sizes;

if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: import.meta.dirname, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

if (asked.includes('load')) {
  const load = await runLoad(loadFile);
  console.log(writeLoad(load).join('\n'));
  process.exit(load.some(({ errors }) => errors > 0) ? 1 : 0);
}

const known = asked.includes('--fresh') ? null : Journal.read(file);
// Places mean something else when other pages are visited.
const shape = sizes.length * visited.length;
const journal = known?.head.trials === shape ? known : Journal.begin(file, { seed: 0, trials: shape });

/** A visit's place in the journal does not depend on what else is measured in the same run. */
const indexOf = (run: number, size: number, contender: number): number =>
  (run * sizes.length + sizes.indexOf(size)) * visited.length + contender;

const measureAll = async (): Promise<void> => {
  const threads = chosen.map((size) => ({ path: `/thread-${String(size)}`, comments: makeThread(size) }));
  const site = await openSite(visited, threads);
  const warmed = new Set<string>();
  try {
    for (let run = 0; run < runs; run += 1) {
      for (const thread of threads) {
        const size = thread.comments.length;
        for (const [place, contender] of visited.entries()) {
          const index = indexOf(run, size, place);
          if (journal.results.has(index) || contender.isFor?.(size) === false) continue;
          const page = pathOf(contender, thread);
          if (!warmed.has(page)) await warm(site, contender, thread);
          warmed.add(page);
          journal.add(index, await measure(site, contender, thread));
        }
        console.log(`run ${String(run + 1)} of ${String(runs)}: ${size.toLocaleString('en')} comments`);
      }
    }
  } finally {
    await site.close();
  }
};

if (!asked.includes('report')) await measureAll();

const results = [...journal.results.values()] as Result[];
const budgets = measureBudgets(readBundle(distFolder));
const browser = await launchBrowser();
const findings = existsSync(findingsFile) ? readFileSync(findingsFile, 'utf8').trim() : '';
const measured = { results, load: readLoad(loadFile), budgets, browser: await browser.version(), findings };
await saveReport(document, writeReport(measured));
await browser.close();
for (const { what, value, goal, isMet } of judge(measured)) {
  console.log(`${isMet ? '✔' : '✖'} ${what}: ${value} (${goal})`);
  if (!isMet) process.exitCode = 1;
}
