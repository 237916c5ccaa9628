/** What one visit of one contender's page came to. */
import type { Use } from './use.ts';
import type { Visit } from './visit.ts';

export interface Result extends Visit, Use {
  readonly contender: string;
  readonly size: number;
}

/** The values of one measure, without the runs that have none. */
export const valuesOf = (
  results: readonly Result[],
  { contender, size }: Pick<Result, 'contender' | 'size'>,
  read: (result: Result) => number | null,
): number[] =>
  results
    .filter((result) => result.contender === contender && result.size === size)
    .map(read)
    .filter((value) => value !== null);
