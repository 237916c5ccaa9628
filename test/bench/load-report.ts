/** What `npm run bench -- load` has measured, for the terminal and for docs/performance.md. */
import { existsSync, readFileSync } from 'node:fs';
import { table } from '../../docs/tables.ts';

export interface LoadResult {
  readonly database: string;
  readonly phase: string;
  /** Requests answered in a second. */
  readonly rate: number;
  /** What half of them, and all but one in a hundred, took at most, in whole milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Requests without an answer, or with another than was to be expected. */
  readonly errors: number;
  /** What the server occupied at the end, in bytes. */
  readonly memory: number;
}

/** What a file holds; nothing when it is not there. */
export const readLoad = (file: string): LoadResult[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as LoadResult)
    : [];

const milliseconds = (value: number): string => (value < 1 ? '< 1 ms' : `${String(value)} ms`);

/** Lines of Markdown: a table of the results. */
export const writeLoad = (results: readonly LoadResult[]): string[] =>
  table(
    ['database', 'request', 'a second', 'half within', '99 % within', 'errors', 'memory'],
    results.map(({ database, phase, rate, p50, p99, errors, memory }) => [
      database,
      phase,
      Math.round(rate).toLocaleString('en'),
      milliseconds(p50),
      milliseconds(p99),
      String(errors),
      `${String(Math.round(memory / 2 ** 20))} MB`,
    ]),
  ).split('\n');
