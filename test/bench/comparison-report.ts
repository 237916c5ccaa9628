/** What each of the README's lines is worth: the first comment with one of them, beside the script tag alone. */
import { table } from '../../docs/tables.ts';
import { firstComment, writeCell } from './measures.ts';
import { valuesOf, type Result } from './result.ts';
import { median } from './statistics.ts';
import { comparedAt, comparisons, type Comparison } from './variants.ts';

const writeDifference = (value: number, alone: number): string => {
  const difference = Math.round(value - alone);
  return Number.isNaN(difference) ? '' : `${difference < 0 ? '−' : '+'}${String(Math.abs(difference))} ms`;
};

const writeComparison = (results: readonly Result[], { title, alone, others }: Comparison): string => {
  const timeOf = (contender: string): number =>
    median(valuesOf(results, { contender, size: comparedAt }, firstComment.read));
  const write = (name: string): string => writeCell(results, name, comparedAt, { ...firstComment, isCompared: false });
  return table(
    [title, 'first comment', ''],
    [
      ['script tag alone', write(alone.name), ''],
      ...others.map(({ name, about }) => [
        about.replace(/^another origin, /, ''),
        write(name),
        writeDifference(timeOf(name), timeOf(alone.name)),
      ]),
    ],
  );
};

/** '' where the thread of that size has not been measured. */
export const writeComparisons = (results: readonly Result[]): string =>
  results.some(({ size }) => size === comparedAt)
    ? comparisons.map((comparison) => writeComparison(results, comparison)).join('\n\n')
    : '';
