/** The figures as tables: for the terminal, and as docs/performance.md. */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { table } from '../../docs/tables.ts';
import type { Figure } from '../support/figure.ts';
import { contenders } from './contenders.ts';
import { judge } from './goals.ts';
import { writeLoad, type LoadResult } from './load-report.ts';
import { valuesOf, type Result } from './result.ts';
import { staticHtml } from './static-html.ts';
import { median, spread } from './statistics.ts';
import { slowdown } from './visit.ts';

interface Measure {
  readonly title: string;
  readonly read: (result: Result) => number | null;
  readonly write: (value: number) => string;
  /** Whether it is compared with static HTML's. */
  readonly isCompared?: boolean;
}

const seconds = (value: number): string => (value === Infinity ? 'never' : `${(value / 1000).toFixed(2)} s`);
const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const kilobytes = (value: number): string => `${(value / 1000).toFixed(value < 10_000 ? 1 : 0)} kB`;
const megabytes = (value: number): string => `${(value / 1e6).toFixed(1)} MB`;
const whole = (value: number): string => Math.round(value).toLocaleString('en');

const loading: readonly Measure[] = [
  { title: 'first comment', read: ({ first }) => first ?? Infinity, write: seconds, isCompared: true },
  { title: 'all present', read: ({ all }) => all ?? Infinity, write: seconds, isCompared: true },
  { title: 'present', read: ({ shown }) => shown, write: whole },
  { title: 'code', read: ({ code }) => code, write: kilobytes },
  { title: 'data', read: ({ data }) => data, write: kilobytes },
  { title: 'longest task', read: ({ longestTask }) => longestTask, write: milliseconds },
  { title: 'blocked', read: ({ blocked }) => blocked, write: milliseconds },
  { title: 'heap', read: ({ heap }) => heap, write: megabytes },
  { title: 'nodes', read: ({ nodes }) => nodes, write: whole },
  { title: 'shift', read: ({ shift }) => shift, write: (value) => value.toFixed(3) },
];

const using: readonly Measure[] = [
  { title: 'worst frame while scrolling', read: ({ worstFrame }) => worstFrame, write: milliseconds },
  { title: 'a keystroke, above a bare field', read: ({ keystroke }) => keystroke, write: milliseconds },
  { title: 'opening a reply', read: ({ reply }) => reply, write: milliseconds },
  { title: 'hiding the largest branch', read: ({ collapse }) => collapse, write: milliseconds },
  { title: 'an arrival', read: ({ arrival }) => arrival, write: milliseconds },
];

const writeCell = (results: readonly Result[], contender: string, size: number, measure: Measure): string => {
  const { read, write, isCompared } = measure;
  const values = valuesOf(results, { contender, size }, read);
  if (!values.length) return '';
  const value = median(values);
  const varies = Number.isFinite(value) && value > 0 ? ` ±${(spread(values) * 100).toFixed(0)} %` : '';
  const limit = median(valuesOf(results, { contender: staticHtml.name, size }, read));
  const ratio = isCompared && contender !== staticHtml.name && Number.isFinite(value / limit);
  return `${write(value)}${varies}${ratio ? ` (${(value / limit).toFixed(2)} ×)` : ''}`;
};

const writeTable = (results: readonly Result[], size: number, measures: readonly Measure[]): string => {
  const measured = contenders.filter(({ name }) =>
    results.some((each) => each.contender === name && each.size === size),
  );
  return table(
    [`${size.toLocaleString('en')} comments`, ...measures.map(({ title }) => title)],
    measured.map(({ name }) => [name, ...measures.map((measure) => writeCell(results, name, size, measure))]),
  );
};

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

/** The whole document; the endpoint's part is left out when it has not been measured. */
export const writeReport = (results: readonly Result[], browser: string, load: readonly LoadResult[]): string => {
  const sizes = [...new Set(results.map(({ size }) => size))].sort((a, b) => a - b);
  const runs = Math.min(
    ...sizes.map((size) => valuesOf(results, { contender: staticHtml.name, size }, () => 1).length),
  );
  return `<!-- Written by \`npm run bench\`. -->

# How fast it is

The same generated thread, shown by its server as static HTML, by this element, and by three other widgets. Half of its comments are replies, up to eight levels deep, each 10 to 150 words of HTML. Every page is visited with empty caches in ${browser}, on a phone's screen, the processor slowed ${String(slowdown)} times, over 9 Mbit/s with 40 ms for each request. Figures are medians of at least ${String(runs)} visits in turn, with half the distance between their quarters; in brackets, the ratio to static HTML, which no script can be expected to beat by much: it is painted while it still arrives.

${contenders.map(({ name, about }) => `- **${name}**: ${about}`).join('\n')}

“First comment” is when the first one has been painted; “all present” when every comment of the thread is in the document without any act of the reader’s, “present” how many were when nothing more came. “Blocked” is what tasks took beyond 50 ms each. “Shift” is the cumulative layout shift after the first comment.

## Loading

${sizes.map((size) => writeTable(results, size, loading)).join('\n\n')}

## Using

Scrolling goes to the end of the page in sixty frames. A keystroke is the script that it causes, saving included. The element alone is asked for a reply, for hiding its largest branch, and for the work of showing what somebody else has written.

${sizes.map((size) => writeTable(results, size, using)).join('\n\n')}
${writeLoadSection(load)}
## What must hold

${writeGoals(judge(results))}

\`npm run bench\` measures it all again.
`;
};

/** Writes the document as the other documents are formatted. */
export const saveReport = async (file: string, text: string): Promise<void> => {
  const options = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...options, filepath: file }));
};
