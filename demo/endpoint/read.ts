/**
 * Pages of a thread. Comparing outline numbers is reading depth first, so a page begins after the number of the
 * comment that ended the one before, whatever was written in between. `newest` and `popular` rank the
 * top level and put the rank before the number.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { toComment, type CommentRow } from './comment.ts';
import type { Database, Transaction } from './database.ts';
import { Problem } from './problem.ts';
import type { Comment, Order, Policy, ThreadPage, ThreadQuery } from './schemas.ts';
import { isSecret } from './submission.ts';

interface Key {
  readonly kind: CommentRow['kind'];
  readonly rank: number;
  readonly number: number[];
}

type RankedRow = CommentRow & { number: number[]; rank: number };

/** Published, or a tombstone with something published below it. */
const isVisible = sql<boolean>`(c.status = 'published' or (c.status = 'deleted' and exists (
  select from comments d
  where d.thread = c.thread and d.kind = c.kind and d.status = 'published' and d.number > c.number
    and d.number < c.number[:cardinality(c.number) - 1] || (c.number[cardinality(c.number)] + 1))))`;

const ranks: Readonly<Record<Order, RawBuilder<number>>> = {
  oldest: sql<number>`0`,
  newest: sql<number>`(-c.number[1])`,
  popular: sql<number>`(select -root.likes from comments root
    where root.thread = c.thread and root.kind = c.kind and root.number = c.number[:1])`,
};

/** Visible comments in an order, from a key onwards or backwards; without a rank the index alone gives them in order. */
const selectFrom = (
  trx: Transaction,
  thread: number,
  order: Order,
  { than, key, limit }: { than: '>' | '>=' | '<'; key: Key | null; limit: number },
): Promise<RankedRow[]> => {
  const direction = than === '<' ? sql`desc` : sql`asc`;
  const parts = order === 'oldest' ? [sql`c.kind`, sql`c.number`] : [sql`c.kind`, ranks[order], sql`c.number`];
  const values =
    key &&
    (order === 'oldest' ? [sql`${key.kind}`] : [sql`${key.kind}`, sql`${key.rank}::integer`]).concat(
      sql`${key.number}::integer[]`,
    );
  const ranked = trx
    .selectFrom('comments as c')
    .selectAll('c')
    .select(ranks[order].as('rank'))
    .where('c.thread', '=', thread)
    .where('c.number', 'is not', null)
    .where(isVisible)
    .$if(values !== null, (query) =>
      query.where(sql<boolean>`(${sql.join(parts)}) ${sql.raw(than)} (${sql.join(values ?? [])})`),
    )
    .orderBy(sql.join(parts.map((part) => sql`${part} ${direction}`)))
    .limit(limit);
  return ranked.execute() as Promise<RankedRow[]>;
};

const selectAncestors = async (trx: Transaction, thread: number, { kind, number }: Key): Promise<CommentRow[]> => {
  const prefixes = number.slice(0, -1).map((_, index) => sql`${number.slice(0, index + 1)}::integer[]`);
  if (prefixes.length === 0) return [];
  return trx
    .selectFrom('comments')
    .selectAll()
    .where('thread', '=', thread)
    .where('kind', '=', kind)
    .where(sql<boolean>`number in (${sql.join(prefixes)})`)
    .orderBy('number')
    .execute();
};

const selectKey = async (trx: Transaction, thread: number, order: Order, id: string): Promise<Key | null> => {
  const row = await trx
    .selectFrom('comments as c')
    .select(['c.kind', 'c.number', ranks[order].as('rank')])
    .where('c.id', '=', id)
    .where('c.thread', '=', thread)
    .executeTakeFirst();
  return row?.number ? { kind: row.kind, rank: row.rank, number: row.number } : null;
};

/** A cursor names the last comment of its page, and the rank that it had then: likes may have changed it since. */
const formatCursor = ({ id, rank }: RankedRow): string => `${id}.${String(rank)}`;

const selectCursor = async (trx: Transaction, thread: number, { order, cursor = '' }: ThreadQuery): Promise<Key> => {
  const [, id, rank] = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.(-?\d{1,9})$/.exec(cursor) ?? [];
  const key = id === undefined ? null : await selectKey(trx, thread, order, id);
  if (!key) {
    const detail = 'This cursor leads nowhere.';
    throw new Problem(400, detail, { errors: [{ field: 'cursor', detail }] });
  }
  return { ...key, rank: Number(rank) };
};

const selectPage = async (trx: Transaction, thread: number, query: ThreadQuery): Promise<RankedRow[]> => {
  const { order, cursor, limit } = query;
  const key = cursor === undefined ? null : await selectCursor(trx, thread, query);
  return selectFrom(trx, thread, order, { than: '>', key, limit: limit + 1 });
};

/** The comment in the middle of its page, so that what led to it and what came of it are there too. */
const selectAround = async (trx: Transaction, thread: number, id: string, query: ThreadQuery): Promise<RankedRow[]> => {
  const { order, limit } = query;
  const key = await selectKey(trx, thread, order, id);
  if (!key) throw new Problem(404, 'This comment is not here.');
  const half = Math.floor((limit - 1) / 2);
  const before = half === 0 ? [] : await selectFrom(trx, thread, order, { than: '<', key, limit: half });
  const after = await selectFrom(trx, thread, order, { than: '>=', key, limit: limit - before.length + 1 });
  if (after[0]?.id !== id) throw new Problem(404, 'This comment is not here.');
  return [...before.reverse(), ...after];
};

/** A page of a thread, the same for everybody, as it is at one moment. Throws a Problem: 404 for `around`, 400 for a cursor. */
export const readPage = (database: Database, policy: Policy, query: ThreadQuery): Promise<ThreadPage> =>
  database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const { thread: id, around, limit } = query;
      const thread = await trx.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirst();
      if (!thread) {
        if (around !== undefined) throw new Problem(404, 'This comment is not here.');
        return { thread: { id, count: 0, closed: false }, comments: [], next: null, policy };
      }
      const { key, title, url, count, closed } = thread;
      const rows =
        around === undefined ? await selectPage(trx, key, query) : await selectAround(trx, key, around, query);
      const page = rows.slice(0, limit);
      const ancestors = around !== undefined && page[0] ? await selectAncestors(trx, key, page[0]) : [];
      return {
        thread: { id, ...(title !== null && { title }), ...(url !== null && { url }), count, closed },
        comments: [...ancestors, ...page].map(toComment),
        next: rows.length > limit ? formatCursor(page.at(-1)!) : null,
        policy,
      };
    });

/** One comment: as everybody sees it, or, with its secret, as its author does while it waits. Throws a Problem 404. */
export const readComment = async (database: Database, id: string, secret: string | undefined): Promise<Comment> => {
  const row = await database
    .selectFrom('comments as c')
    .selectAll('c')
    .select(isVisible.as('visible'))
    .where('c.id', '=', id)
    .executeTakeFirst();
  const isOwn = row?.status === 'pending' && secret !== undefined && isSecret(secret, row.secret_hash);
  if (!row || !(row.visible || isOwn)) throw new Problem(404, 'There is no such comment.');
  return toComment(row);
};
