/**
 * Comments in the orders of a thread. Comparing outline numbers is reading depth first; `newest` and `popular` rank
 * the top level and put the rank before the number. A page is read from indexes alone and ends with its limit, so
 * the thousandth costs what the first does: the roots come in their order, each with what stands below it.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { shownColumns, type CommentRow, type ShownRow } from './comment.ts';
import type { Transaction } from './database.ts';
import type { Order } from './schemas.ts';

/** A place in an order. */
export interface Key {
  readonly kind: CommentRow['kind'];
  readonly rank: number;
  readonly number: number[];
}

export type RankedRow = ShownRow & { number: number[]; rank: number };

/** Which way from a place, with the comment that stands there or without it. */
type Than = '>' | '>=' | '<';

interface Range {
  readonly than: Than;
  readonly key: Key | null;
  readonly limit: number;
}

/** Published, or a tombstone with something published below it. */
export const isVisible = (alias: 'c' | 'root'): RawBuilder<boolean> => {
  const at = (column: string): RawBuilder<unknown> => sql.ref(`${alias}.${column}`);
  const [number, status] = [at('number'), at('status')];
  return sql<boolean>`(${status} = 'published' or (${status} = 'deleted' and exists (
    select from comments d
    where d.thread = ${at('thread')} and d.kind = ${at('kind')} and d.status = 'published' and d.number > ${number}
      and d.number < ${number}[:cardinality(${number}) - 1] || (${number}[cardinality(${number})] + 1))))`;
};

/** As the indexes of the roots have them. */
const rootRanks = { newest: sql<number>`(-root.number[1])`, popular: sql<number>`(-root.likes)` };

/** The rank of the comment `c`: that of its root. */
export const ranks: Readonly<Record<Order, RawBuilder<number>>> = {
  oldest: sql<number>`0`,
  newest: sql<number>`(-c.number[1])`,
  popular: sql<number>`(select -root.likes from comments root
    where root.thread = c.thread and root.kind = c.kind and root.number = c.number[:1])`,
};

/**
 * To be selected before the comments in the same transaction. Without statistics (PGlite gathers none, and Postgres
 * only after a while) the planner takes a thread for small, and would read and sort all of it for every page.
 */
export const preferIndexes = sql`set_config('enable_sort', 'off', true) || set_config('enable_bitmapscan', 'off', true)`;

const columns = sql.join(shownColumns.map((column) => sql.ref(`c.${column}`)));

/** `c` in its order by number alone. */
const selectByNumber = (thread: number, { than, key, limit }: Range): RawBuilder<RankedRow> => {
  const direction = than === '<' ? sql`desc` : sql`asc`;
  const from = key && sql`and (c.kind, c.number) ${sql.raw(than)} (${key.kind}, ${key.number}::integer[])`;
  return sql<RankedRow>`
    select ${columns}, 0 as rank from comments c
    where c.thread = ${thread} and c.number is not null and ${isVisible('c')} ${from ?? sql``}
    order by c.kind ${direction}, c.number ${direction} limit ${limit}`;
};

/**
 * `c` below its root. A root is visible when anything below it is, so each but the one where the range begins gives
 * a comment or more, and so many roots as comments are enough.
 */
const selectByRoot = (thread: number, order: 'newest' | 'popular', { than, key, limit }: Range) => {
  const [direction, way] = than === '<' ? [sql`desc`, sql.raw('<')] : [sql`asc`, sql.raw('>')];
  const rank = rootRanks[order];
  const at = key && sql`${key.kind}, ${key.rank}::integer`;
  const top = key && sql`(${at}, ${key.number.slice(0, 1)}::integer[])`;
  const isBegun = top ? sql`(root.kind, root.rank, root.number) = ${top}` : sql`false`;
  const [first, next] = [sql`root.number`, sql`array[root.number[1] + 1]`];
  const begin = key && than !== '<' ? sql`case when ${isBegun} then ${key.number}::integer[] else ${first} end` : first;
  const end = key && than === '<' ? sql`case when ${isBegun} then ${key.number}::integer[] else ${next} end` : next;
  return sql<RankedRow>`
    select c.*, root.rank from (
      select root.kind, ${rank} as rank, root.number from comments root
      where root.thread = ${thread} and cardinality(root.number) = 1 and ${isVisible('root')}
        ${top ? sql`and (root.kind, ${rank}, root.number) ${way}= ${top}` : sql``}
      order by root.kind ${direction}, rank ${direction}, root.number ${direction} limit ${limit + 1}
    ) root cross join lateral (
      select ${columns} from comments c
      where c.thread = ${thread} and c.kind = root.kind and c.number >= ${begin} and c.number < ${end}
        and ${isVisible('c')}
        ${key ? sql`and (c.kind, root.rank, c.number) ${sql.raw(than)} (${at}, ${key.number}::integer[])` : sql``}
      order by c.number ${direction} limit ${limit}
    ) c
    order by root.kind ${direction}, root.rank ${direction}, root.number ${direction}, c.number ${direction}
    limit ${limit}`;
};

/** Visible comments from a key onwards or backwards, the nearest first. */
export const selectInOrder = async (
  trx: Transaction,
  thread: number,
  order: Order,
  range: Range,
): Promise<RankedRow[]> => {
  const query = order === 'oldest' ? selectByNumber(thread, range) : selectByRoot(thread, order, range);
  return (await query.execute(trx)).rows;
};
