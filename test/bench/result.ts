/** What one visit of one contender's page came to. */
import type { Far } from './far.ts';
import type { Use } from './use.ts';
import type { Visit } from './visit.ts';

/** What was not measured of a contender is not there. */
export interface Result extends Visit, Partial<Use>, Partial<Far> {
  readonly contender: string;
  readonly size: number;
}

/** Reads one measure; nothing where a run has none. */
export type Read = (result: Result) => number | null | undefined;

/** The values of one measure, without the runs that have none. */
export const valuesOf = (
  results: readonly Result[],
  { contender, size }: Pick<Result, 'contender' | 'size'>,
  read: Read,
): number[] =>
  results
    .filter((result) => result.contender === contender && result.size === size)
    .map(read)
    .filter((value) => value != null);
