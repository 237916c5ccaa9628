/** What is read from the results, and how it is written in a cell of a table. */
import { contenders } from './contenders.ts';
import { valuesOf, type Read, type Result } from './result.ts';
import { staticHtml } from './static-html.ts';
import { median, quantile } from './statistics.ts';
import { table } from '../../docs/tables.ts';

interface Measure {
  readonly title: string;
  readonly read: Read;
  /** As a number of the unit that stands behind the last one of a cell. */
  readonly write: (value: number) => string;
  readonly unit?: string;
  /** Whether it is compared with static HTML's. */
  readonly isCompared?: boolean;
}

const seconds = (value: number): string => (value === Infinity ? 'never' : (value / 1000).toFixed(2));
const milliseconds = (value: number): string => value.toFixed(Math.abs(value) < 10 ? 1 : 0);
const megabytes = (value: number): string => (value / 1e6).toFixed(1);
const whole = (value: number): string => Math.round(value).toLocaleString('en');

export const firstComment: Measure = {
  title: 'first comment',
  read: ({ first }) => first,
  write: seconds,
  unit: ' s',
  isCompared: true,
};

export const loading: readonly Measure[] = [
  firstComment,
  { title: 'all present', read: ({ all }) => all ?? Infinity, write: seconds, unit: ' s', isCompared: true },
  { title: 'present', read: ({ shown }) => shown, write: whole },
  { title: 'code', read: ({ code }) => code, write: (value) => (value / 1000).toFixed(1), unit: ' kB' },
  { title: 'data', read: ({ data }) => data, write: (value) => whole(value / 1000), unit: ' kB' },
];

export const working: readonly Measure[] = [
  { title: 'longest task', read: ({ longestTask }) => longestTask, write: whole, unit: ' ms' },
  { title: 'blocked', read: ({ blocked }) => blocked, write: whole, unit: ' ms' },
  { title: 'shift', read: ({ shift }) => shift, write: (value) => value.toFixed(3) },
  { title: 'heap', read: ({ heap }) => heap, write: megabytes, unit: ' MB' },
  { title: 'nodes', read: ({ nodes }) => nodes, write: whole },
];

export const using: readonly Measure[] = [
  { title: 'worst frame while scrolling', read: ({ worstFrame }) => worstFrame, write: milliseconds, unit: ' ms' },
  { title: 'a keystroke, above a bare field', read: ({ keystroke }) => keystroke, write: milliseconds, unit: ' ms' },
  { title: 'opening a reply', read: ({ reply }) => reply, write: milliseconds, unit: ' ms' },
  { title: 'hiding the largest branch', read: ({ collapse }) => collapse, write: milliseconds, unit: ' ms' },
  { title: 'an arrival', read: ({ arrival }) => arrival, write: milliseconds, unit: ' ms' },
];

export const travelling: readonly Measure[] = [
  { title: 'reached', read: ({ reached }) => reached, write: whole },
  { title: 'heap with these', read: ({ fullHeap }) => fullHeap, write: megabytes, unit: ' MB' },
  { title: 'the longest of ten leaps', read: ({ leap }) => leap, write: milliseconds, unit: ' ms' },
];

/** The median, with the quarters around it where they differ, and its ratio to static HTML's. */
export const writeCell = (results: readonly Result[], contender: string, size: number, measure: Measure): string => {
  const { read, write, unit = '', isCompared } = measure;
  const values = valuesOf(results, { contender, size }, read);
  if (!values.length) return '';
  const value = median(values);
  if (value === Infinity) return write(value);
  const [lower, upper] = [write(quantile(values, 0.25)), write(quantile(values, 0.75))];
  const limit = median(valuesOf(results, { contender: staticHtml.name, size }, read));
  const hasRatio = isCompared && contender !== staticHtml.name && Number.isFinite(value / limit);
  return `${write(value)}${unit}${lower === upper ? '' : ` (${lower}–${upper})`}${hasRatio ? `, ${(value / limit).toFixed(2)} ×` : ''}`;
};

/** A row for each contender of that size; '' where none has any of the measures. */
export const writeMeasures = (results: readonly Result[], size: number, measures: readonly Measure[]): string => {
  const rows = contenders
    .map(({ name }) => [name, ...measures.map((measure) => writeCell(results, name, size, measure))])
    .filter((cells) => cells.slice(1).some(Boolean));
  return rows.length ? table([`${whole(size)} comments`, ...measures.map(({ title }) => title)], rows) : '';
};
