/**
 * Threads that stand in a fresh database. They are given ids, numbers, sequences and dates exactly
 * as if they had been written one after the other; the ids are the same on every seeding, so that a
 * link to a seeded comment stays good when the data folder is thrown away.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Transaction } from './database.ts';
import { renderMarkdown } from './markdown.ts';
import { placeComment } from './threads.ts';

export interface SeedThread {
  readonly id: string;
  readonly title: string;
  readonly url?: string;
  readonly closed?: boolean;
  readonly comments: readonly SeedComment[];
}

export interface SeedComment {
  /** Unique within its thread. */
  readonly key: string;
  /** The key of the comment this one answers. */
  readonly parent?: string;
  readonly author: {
    readonly name: string;
    readonly url?: string;
    readonly avatar?: string;
    readonly badge?: 'author' | 'moderator';
  };
  /** Minutes before the seeding. */
  readonly minutesAgo: number;
  /** Markdown. */
  readonly text: string;
  /** @default 'comment' */
  readonly kind?: 'comment' | 'pingback';
  /** @default 'published' */
  readonly status?: 'published' | 'pending' | 'deleted';
  /** @default 0 */
  readonly likes?: number;
}

/** Ids count their minutes back from here, not from the seeding, or they would differ every time. */
const idEpoch = Date.UTC(2026, 0, 1);

/** A UUID v7 (RFC 9562) whose random bits are a digest of the thread and the key. */
export const seedId = (thread: string, { key, minutesAgo }: SeedComment): string => {
  const bytes = createHash('sha256')
    .update(JSON.stringify([thread, key]))
    .digest()
    .subarray(0, 16);
  bytes.writeUIntBE(idEpoch - minutesAgo * 60_000, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

const seedThread = async (trx: Transaction, { comments, ...thread }: SeedThread, now: number): Promise<void> => {
  const row = await trx.insertInto('threads').values(thread).returningAll().executeTakeFirstOrThrow();
  const ids = new Map(comments.map((comment) => [comment.key, seedId(thread.id, comment)]));
  for (const comment of comments.toSorted((a, b) => b.minutesAgo - a.minutesAgo)) {
    const { key, author, kind = 'comment', status = 'published', likes = 0 } = comment;
    const parent = comment.parent === undefined ? null : (ids.get(comment.parent) ?? null);
    if (parent === null && comment.parent !== undefined) {
      throw new Error(`Seeded comment ${key} of ${thread.id} answers ${comment.parent}, which is not there`);
    }
    const place = status === 'pending' ? null : await placeComment(trx, row.key, { kind, parent });
    const kept = status !== 'deleted';
    await trx
      .insertInto('comments')
      .values({
        id: ids.get(key)!,
        thread: row.key,
        parent,
        kind,
        ...place,
        author_name: kept ? author.name : null,
        author_url: (kept && author.url) || null,
        author_avatar: (kept && author.avatar) || null,
        author_badge: (kept && author.badge) || null,
        ...(kept ? renderMarkdown(comment.text) : { markdown: null, text: null, html: null }),
        status,
        likes: kept ? likes : 0,
        created: new Date(now - comment.minutesAgo * 60_000),
      })
      .execute();
    if (status === 'published') {
      await trx
        .updateTable('threads')
        .set({ count: sql`count + 1` })
        .where('key', '=', row.key)
        .execute();
    }
  }
};

/**
 * Loads the threads into a database that holds none yet, all or nothing; any other database is left
 * as it is. Rejects when a seeded comment answers one that is not there or is younger.
 */
export const seedDatabase = (
  database: Database,
  threads: readonly SeedThread[],
  now: number = Date.now(),
): Promise<void> =>
  database.transaction().execute(async (trx) => {
    // Two processes may start at once on one Postgres; the second finds the threads of the first.
    await sql`lock table threads in exclusive mode`.execute(trx);
    if (await trx.selectFrom('threads').select('key').limit(1).executeTakeFirst()) return;
    for (const thread of threads) await seedThread(trx, thread, now);
  });
