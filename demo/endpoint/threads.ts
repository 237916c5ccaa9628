import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Database, Transaction } from './database.ts';
import { Problem } from './problem.ts';
import type { CommentsTable, ThreadsTable } from './tables.ts';

export type ThreadRow = Selectable<ThreadsTable>;

/** Deeper numbers would not fit in an index entry of Postgres (2,704 bytes). */
const maxDepth = 500;

const selectForUpdate = (trx: Transaction, id: string): Promise<ThreadRow | undefined> =>
  trx.selectFrom('threads').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/**
 * The thread, held until the transaction ends, and made if nobody has written in it yet. Every change of a
 * comment holds its thread, so that in one thread changes happen one after the other.
 */
export const holdThread = async (trx: Transaction, id: string): Promise<ThreadRow> => {
  const row = await selectForUpdate(trx, id);
  if (row) return row;
  await trx
    .insertInto('threads')
    .values({ id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await selectForUpdate(trx, id))!;
};

/** Holds the thread that a comment is in; undefined when there is no such comment. */
export const holdThreadOf = (trx: Transaction, comment: string): Promise<ThreadRow | undefined> =>
  trx
    .selectFrom('threads')
    .selectAll('threads')
    .where('key', '=', trx.selectFrom('comments').select('thread').where('id', '=', comment))
    .forUpdate()
    .executeTakeFirst();

/**
 * Gives out the number and the sequence of a comment that is published now; the thread must be held.
 * Throws a Problem when what it answers has no number itself, or lies too deep.
 */
export const placeComment = async (
  trx: Transaction,
  thread: number,
  { kind, parent }: Pick<Selectable<CommentsTable>, 'kind' | 'parent'>,
): Promise<{ number: number[]; sequence: number }> => {
  const next = { comment: 'last_sequence', pingback: 'last_pingback' } as const;
  const counter = sql.ref(next[kind]);
  const { last_number, sequence } = await trx
    .updateTable('threads')
    .set({
      [next[kind]]: sql`${counter} + 1`,
      ...(kind === 'comment' && parent === null && { last_number: sql`last_number + 1` }),
    })
    .where('key', '=', thread)
    .returning(['last_number', sql<number>`${counter}`.as('sequence')])
    .executeTakeFirstOrThrow();
  if (parent === null) return { number: [kind === 'comment' ? last_number : sequence], sequence };

  const above = await trx
    .updateTable('comments')
    .set({ last_reply: sql`last_reply + 1` })
    .where('id', '=', parent)
    .where('thread', '=', thread)
    .returning(['number', 'last_reply'])
    .executeTakeFirst();
  if (!above?.number) throw new Problem(409, 'The comment this one answers is not published.');
  if (above.number.length >= maxDepth) {
    const detail = 'This conversation is as deep as it can get. Answer an earlier comment.';
    throw new Problem(422, detail, { errors: [{ field: 'parent', detail }] });
  }
  return { number: [...above.number, above.last_reply], sequence };
};

/** Counts one published comment more (1) or less (-1). */
export const changeCount = async (trx: Transaction, thread: number, by: 1 | -1): Promise<void> => {
  await trx
    .updateTable('threads')
    .set({ count: sql`count + ${by}` })
    .where('key', '=', thread)
    .execute();
};

/** How many published comments each thread has; 0 where nobody has written yet. */
export const countComments = async (database: Database, ids: readonly string[]): Promise<Record<string, number>> => {
  const rows = await database.selectFrom('threads').select(['id', 'count']).where('id', 'in', ids).execute();
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  return Object.fromEntries(ids.map((id) => [id, counts.get(id) ?? 0]));
};
