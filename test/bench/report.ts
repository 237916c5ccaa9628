/** The figures as tables: for the terminal, and as docs/performance.md. */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { table } from '../../docs/tables.ts';
import type { Budget } from '../package/budget.ts';
import type { Figure } from '../support/figure.ts';
import { writeComparisons } from './comparison-report.ts';
import { contenders } from './contenders.ts';
import { judge, type Judged } from './goals.ts';
import { writeLoad, type LoadResult } from './load-report.ts';
import { loading, travelling, using, working, writeMeasures } from './measures.ts';
import { valuesOf } from './result.ts';
import { staticHtml } from './static-html.ts';
import { comparedAt } from './variants.ts';
import { slowdown } from './visit.ts';

/** All that the document is made from. */
export interface Measured extends Judged {
  readonly load: readonly LoadResult[];
  /** The browser's name and version. */
  readonly browser: string;
  /** Markdown, written by hand. */
  readonly findings: string;
}

const writeGoals = (figures: readonly Figure[]): string =>
  table(
    ['', 'measured', 'goal', ''],
    figures.map(({ what, value, goal, isMet }) => [what, value, goal, isMet ? 'holds' : 'missed']),
  );

const writeLoadSection = (results: readonly LoadResult[]): string =>
  results.length === 0
    ? ''
    : `
## The endpoint under load

The reference endpoint as \`npm start\` runs it, asked by ten connections at once for ten seconds each, on the same machine. The thread has 1,000 comments; answers are compressed with brotli. Every new comment is written to one other thread, and is in the database before it is answered.

${writeLoad(results).join('\n')}
`;

/** A part of the document; '' where there is nothing to say. */
const section = (title: string, ...parts: readonly string[]): string =>
  parts.at(-1) === '' ? '' : `\n## ${title}\n\n${parts.filter(Boolean).join('\n\n')}\n`;

const howMeasured = (browser: string, runs: number): string => `
The same generated thread, shown by its server as static HTML, by this element, and by three other widgets. Half of its comments are replies, up to eight levels deep, each 10 to 150 words of HTML. Every page is visited with empty caches in a new browser, ${browser}, on a phone’s screen, the processor slowed ${String(slowdown)} times, over 9 Mbit/s with 40 ms for each request. Pages and endpoint answer from the memory of the machine that measures, compressed with brotli. A figure is the median of at least ${String(runs)} visits, the pages in turn, with its lower and upper quarter in brackets where they differ, and behind it the ratio to static HTML, which no script can be expected to beat by much: it is painted while it still arrives.

${contenders.map(({ name, about }) => `- **${name}**: ${about}`).join('\n')}

The other widgets show a page of a thread, however long it is, and are not asked for 100,000 comments, nor used but at ${comparedAt.toLocaleString('en')}. This element loads 10,000 unasked, and the others as the reader nears them.`;

const aboutLoading =
  '“First comment” is when its words have been painted; “all present” when every comment of the thread is in the document without any act of the reader’s, “present” how many are when no more come by themselves. “Code” and “data” are bytes on the wire.';

const aboutWork =
  '“Blocked” is what tasks took beyond 50 ms each, until all are present; the longest task is told from 50 ms. “Shift” sums up all layout shift from the moment that the element’s place has been painted; elsewhere, from the first comment. “Heap” is what scripts hold after a collection.';

const aboutUse =
  'Scrolling goes to the end of the page in sixty frames. A keystroke is all the work of the main thread that it causes, saving included, above what it causes in a textarea without script, in a frame on the same page. The other acts are the element’s alone, each seen by the reader, and measured from the press until the frame that shows what it asked for has been painted; waiting for that frame is a part of it, up to 17 ms. An arrival is an answer to the first comment: measured from the last byte of the endpoint’s answer to `reload()` until the frame that shows it has been painted. The code of the forms has been loaded by then.';

const aboutFar =
  'Of 100,000 comments, scrolling to the end again and again loads all, on a fast line and within two minutes; then the reader leaps to ten places all over the page, slowed: each until a frame is painted that has comments to read from top to bottom.';

const aboutLines = `The time to the first comment of ${comparedAt.toLocaleString('en')} with each of the lines that the README recommends. Another origin takes two more round trips to connect to, as TCP and TLS do; connecting to the page’s own is not counted for anybody.`;

const aboutGoals =
  'Medians and ratios of medians; the worst of all leaps, and the least share of searches. That two hundred threads which come and go leave nothing behind is no matter of speed: `test/e2e/leaks.node.test.ts` counts what remains of timers, listeners, observers, channels, connections, requests and locks, and the heap.';

const aboutCode = 'Thousands of bytes after brotli, as the files are built now, that a page of this element loads:';

const writeCode = (budgets: readonly Budget[]): string =>
  table(
    ['', 'kB', 'at most'],
    budgets.slice(0, 4).map(({ what, kilobytes, limit }) => [what, kilobytes.toFixed(1), limit.toFixed(1)]),
  );

/** The whole document; what has not been measured, or found, is left out. */
export const writeReport = (measured: Measured): string => {
  const { results, load, budgets, browser, findings } = measured;
  const sizes = [...new Set(results.map(({ size }) => size))].sort((a, b) => a - b);
  const runs = Math.min(
    ...sizes.map((size) => valuesOf(results, { contender: staticHtml.name, size }, () => 1).length),
  );
  const tables = (measures: Parameters<typeof writeMeasures>[2]): string =>
    sizes
      .map((size) => writeMeasures(results, size, measures))
      .filter(Boolean)
      .join('\n\n');
  return `<!-- Written by \`npm run bench\`; “What was found” is test/bench/findings.md. -->

# How fast it is
${howMeasured(browser, runs)}
${section('What was found', findings)}${section('What must hold', aboutGoals, writeGoals(judge(measured)))}${section(
    'Loading',
    aboutLoading,
    tables(loading),
  )}${section('What the browser has to do', aboutWork, tables(working))}${section(
    'Using',
    aboutUse,
    tables(using),
  )}${section('A very long thread', aboutFar, tables(travelling))}${section(
    'What each line is worth',
    aboutLines,
    writeComparisons(results),
  )}${section('Code', aboutCode, writeCode(budgets))}${writeLoadSection(load)}
\`npm run bench\` measures it all again.
`;
};

/** Writes the document as the other documents are formatted. */
export const saveReport = async (file: string, text: string): Promise<void> => {
  const options = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...options, filepath: file }));
};
