import type { Kysely, Migration } from 'kysely';
import { Migrator, sql } from 'kysely';

const createThreadsAndComments: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('threads')
      .addColumn('key', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('title', 'text')
      .addColumn('url', 'text')
      .addColumn('closed', 'boolean', (column) => column.notNull().defaultTo(false))
      .addColumn('count', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('last_number', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('last_sequence', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('last_pingback', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('comments')
      .addColumn('id', 'uuid', (column) => column.primaryKey())
      .addColumn('thread', 'integer', (column) => column.notNull().references('threads.key'))
      .addColumn('parent', 'uuid', (column) => column.references('comments.id'))
      .addColumn('kind', 'text', (column) => column.notNull().defaultTo('comment'))
      .addColumn('number', sql`integer[]`)
      .addColumn('sequence', 'integer')
      .addColumn('last_reply', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('author_name', 'text')
      .addColumn('author_email', 'text')
      .addColumn('author_url', 'text')
      .addColumn('author_avatar', 'text')
      .addColumn('author_badge', 'text')
      .addColumn('markdown', 'text')
      .addColumn('text', 'text')
      .addColumn('html', 'text')
      .addColumn('secret_hash', 'bytea')
      .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('likes', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('created', 'timestamptz', (column) => column.notNull())
      .addColumn('edited', 'timestamptz')
      .addCheckConstraint('comments_kind', sql`kind in ('comment', 'pingback')`)
      .addCheckConstraint('comments_status', sql`status in ('published', 'pending', 'deleted')`)
      .addCheckConstraint('comments_body', sql`text is null or html is null`)
      .addCheckConstraint('comments_place', sql`(number is null) = (sequence is null)`)
      .addCheckConstraint('comments_published', sql`status <> 'published' or number is not null`)
      .execute();
    // A number leads to one comment for ever, and comparing numbers is reading depth first. No other index may begin
    // with the thread: where nothing gathers statistics (PGlite) the planner takes it for this one, at a thousand times the cost.
    await sql`create unique index comments_number on comments (thread, kind, number)`.execute(db);
    await sql`create unique index comments_sequence on comments (sequence, thread, kind)`.execute(db);
    await sql`create index comments_email on comments (lower(author_email)) where status = 'published'`.execute(db);
  },
};

/** For a root, as `newest` and `popular` rank it. Partial, so that the planner takes neither for comments_number. */
const rankRoots: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [order, rank] of Object.entries({ newest: '-number[1]', popular: '-likes' })) {
      await sql`create index ${sql.raw(`comments_${order}`)} on comments (thread, kind, (${sql.raw(rank)}), number)
        where cardinality(number) = 1`.execute(db);
    }
  },
};

/**
 * What was made of a thread may be used as long as its version is the same. Triggers, because a thread that somebody
 * closes by hand has changed too; and no counter, because one would come by the same value again after a restored backup.
 */
const versionThreads: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('threads')
      .addColumn('version', 'uuid', (column) => column.notNull().defaultTo(sql`gen_random_uuid()`))
      .execute();
    await sql`create function renew_version() returns trigger language plpgsql as $$
      begin
        new.version := gen_random_uuid();
        return new;
      end $$`.execute(db);
    await sql`create trigger threads_changed before update on threads
      for each row execute function renew_version()`.execute(db);
    await sql`create function renew_versions() returns trigger language plpgsql as $$
      begin
        update threads set version = default where key in (select thread from changed);
        return null;
      end $$`.execute(db);
    for (const [event, changed] of Object.entries({ insert: 'new', update: 'new', delete: 'old' })) {
      await sql`create trigger ${sql.raw(`comments_${event}`)} after ${sql.raw(event)} on comments
        referencing ${sql.raw(changed)} table as changed
        for each statement execute function renew_versions()`.execute(db);
    }
  },
};

/** Brings the schema up to date; processes that start together wait for one another. Rejects with the migration's error. */
export const migrate = async <T>(db: Kysely<T>): Promise<void> => {
  const migrations = {
    '0001-threads-and-comments': createThreadsAndComments,
    '0002-rank-roots': rankRoots,
    '0003-version-threads': versionThreads,
  };
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest();
  if (error) throw new Error('The database could not be brought up to date', { cause: error });
};
