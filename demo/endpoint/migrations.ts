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

/** Brings the schema up to date; processes that start together wait for one another. Rejects with the migration's error. */
export const migrate = async <T>(db: Kysely<T>): Promise<void> => {
  const migrations = {
    '0001-threads-and-comments': createThreadsAndComments,
    '0002-rank-roots': rankRoots,
  };
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest();
  if (error) throw new Error('The database could not be brought up to date', { cause: error });
};
