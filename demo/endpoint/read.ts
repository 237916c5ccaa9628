/**
 * Pages of a thread. A page begins after the number of the comment that ended the one before, whatever was written in
 * between.
 */
import { sql } from 'kysely';
import { shownColumns, toComment, type ShownRow } from './comment.ts';
import type { Database, Transaction } from './database.ts';
import { isVisible, preferIndexes, ranks, selectInOrder, type Key, type RankedRow } from './ordered-comments.ts';
import { Problem } from './problem.ts';
import type { Comment, Policy, ThreadPage, ThreadQuery } from './schemas.ts';
import { isSecret } from './submission.ts';
import type { ThreadRow } from './threads.ts';

/** A page, and the thread's version at the moment it was read; null where nobody has written yet. */
export interface VersionedPage {
  readonly page: ThreadPage;
  readonly version: string | null;
}

/** The thread's version now. */
export const readVersion = async (database: Database, id: string): Promise<string | null> => {
  const row = await database.selectFrom('threads').select('version').where('id', '=', id).executeTakeFirst();
  return row?.version ?? null;
};

/** A cursor names the last comment of its page, and the rank that it had then: likes may have changed it since. */
const formatCursor = ({ id, rank }: RankedRow): string => `${id}.${String(rank)}`;

const parseCursor = (cursor: string): { readonly id: string; readonly rank: number } | undefined => {
  const [, id, rank] = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.(-?\d{1,9})$/.exec(cursor) ?? [];
  return id === undefined ? undefined : { id, rank: Number(rank) };
};

type Thread = ThreadRow & { readonly place: Key | null };

/** The thread, and the place in its order of one of its comments. */
const selectThread = async (
  trx: Transaction,
  { thread, order }: ThreadQuery,
  comment: string | undefined,
): Promise<Thread | undefined> => {
  const row = await trx
    .selectFrom('threads')
    .leftJoin('comments as c', (join) =>
      join.onRef('c.thread', '=', 'threads.key').on('c.id', '=', sql<string>`${comment ?? null}::uuid`),
    )
    .selectAll('threads')
    .select(['c.kind', 'c.number', ranks[order].as('rank'), preferIndexes.as('prefers_indexes')])
    .where('threads.id', '=', thread)
    .executeTakeFirst();
  if (!row) return undefined;
  const { kind, number, rank } = row;
  return { ...row, place: kind && number && { kind, number, rank } };
};

const selectPage = (trx: Transaction, { key: thread, place }: Thread, query: ThreadQuery): Promise<RankedRow[]> => {
  const { order, cursor, limit } = query;
  const last = cursor === undefined ? null : parseCursor(cursor);
  if (last !== null && !(last && place)) {
    const detail = 'This cursor leads nowhere.';
    throw new Problem(400, detail, { errors: [{ field: 'cursor', detail }] });
  }
  const key = last && place && { ...place, rank: last.rank };
  return selectInOrder(trx, thread, order, { than: '>', key, limit: limit + 1 });
};

/** The comment in the middle of its page, so that what led to it and what came of it are there too. */
const selectAround = async (
  trx: Transaction,
  { key: thread, place: key }: Thread,
  { order, limit, around }: ThreadQuery,
): Promise<RankedRow[]> => {
  if (!key) throw new Problem(404, 'This comment is not here.');
  const half = Math.floor((limit - 1) / 2);
  const before = half === 0 ? [] : await selectInOrder(trx, thread, order, { than: '<', key, limit: half });
  const after = await selectInOrder(trx, thread, order, { than: '>=', key, limit: limit - before.length + 1 });
  if (after[0]?.id !== around) throw new Problem(404, 'This comment is not here.');
  return [...before.reverse(), ...after];
};

const selectAncestors = async (trx: Transaction, thread: number, { kind, number }: RankedRow): Promise<ShownRow[]> => {
  const prefixes = number.slice(0, -1).map((_, index) => sql`${number.slice(0, index + 1)}::integer[]`);
  if (prefixes.length === 0) return [];
  return trx
    .selectFrom('comments')
    .select(shownColumns)
    .where('thread', '=', thread)
    .where('kind', '=', kind)
    .where(sql<boolean>`number in (${sql.join(prefixes)})`)
    .orderBy('number')
    .execute();
};

/** A page of a thread, the same for everybody, as it is at one moment. Throws a Problem: 404 for `around`, 400 for a cursor. */
export const readPage = (database: Database, policy: Policy, query: ThreadQuery): Promise<VersionedPage> =>
  database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const { thread: id, around, cursor, limit } = query;
      const thread = await selectThread(trx, query, around ?? parseCursor(cursor ?? '')?.id);
      if (!thread) {
        if (around !== undefined) throw new Problem(404, 'This comment is not here.');
        return { page: { thread: { id, count: 0, closed: false }, comments: [], next: null, policy }, version: null };
      }
      const { key, title, url, count, closed, version } = thread;
      const rows = await (around === undefined ? selectPage : selectAround)(trx, thread, query);
      const shown = rows.slice(0, limit);
      const ancestors = around !== undefined && shown[0] ? await selectAncestors(trx, key, shown[0]) : [];
      const page = {
        thread: { id, ...(title !== null && { title }), ...(url !== null && { url }), count, closed },
        comments: [...ancestors, ...shown].map(toComment),
        next: rows.length > limit ? formatCursor(shown.at(-1)!) : null,
        policy,
      };
      return { page, version };
    });

/** One comment: as everybody sees it, or, with its secret, as its author does while it waits. Throws a Problem 404. */
export const readComment = async (database: Database, id: string, secret: string | undefined): Promise<Comment> => {
  const row = await database
    .selectFrom('comments as c')
    .selectAll('c')
    .select(isVisible('c').as('visible'))
    .where('c.id', '=', id)
    .executeTakeFirst();
  const isOwn = row?.status === 'pending' && secret !== undefined && isSecret(secret, row.secret_hash);
  if (!row || !(row.visible || isOwn)) throw new Problem(404, 'There is no such comment.');
  return toComment(row);
};
