import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Transaction as KyselyTransaction } from 'kysely';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrations.ts';
import { pgliteDialect } from './pglite-dialect.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;
export type Transaction = KyselyTransaction<Tables>;

/** Where the comments are kept: a Postgres, a folder on disk, or this process's memory (for tests). */
export type DatabaseLocation = { readonly url: string } | { readonly folder: string } | 'memory';

export interface OpenDatabase {
  readonly database: Database;
  /** How often this process may have written so far, where it is the only one that does. @default others may write too */
  readonly countWrites?: () => number;
  /** Lets the work in hand finish, closes the database and gives the folder back. */
  readonly close: () => Promise<void>;
}

/** A Postgres that does not answer, or does not let this process in. */
export class UnreachableDatabaseError extends Error {
  override readonly name = 'UnreachableDatabaseError';

  constructor(cause: unknown) {
    // Of a name with several addresses each one's failure is told apart.
    const [first] = cause instanceof AggregateError ? (cause.errors as unknown[]) : [cause];
    super(`The database of DATABASE_URL cannot be reached: ${first instanceof Error ? first.message : String(first)}`, {
      cause,
    });
  }
}

const openPostgres = async (url: string): Promise<OpenDatabase> => {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000 });
  // A connection that breaks while idle is replaced by the next query; unheard, its error would end the process.
  pool.on('error', (error) => console.error('An idle database connection broke:', error.message));
  // One that breaks in use fails its query, and then says so again, which the pool passes on to nobody:
  // https://github.com/brianc/node-postgres/issues/2439
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw new UnreachableDatabaseError(error);
  }
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { database, close: () => database.destroy() };
};

const openPGlite = async (folder: string | undefined): Promise<OpenDatabase> => {
  const unlock = folder === undefined ? () => Promise.resolve() : await lockFolder(folder);
  try {
    const pglite = await PGlite.create(folder === undefined ? {} : { dataDir: join(folder, 'postgres') });
    let writes = 0;
    const database = new Kysely<Tables>({ dialect: pgliteDialect(pglite, () => (writes += 1)) });
    const close = async (): Promise<void> => {
      await database.destroy();
      await unlock();
    };
    return { database, countWrites: () => writes, close };
  } catch (error) {
    await unlock();
    throw error;
  }
};

/**
 * Opens the database and brings its schema up to date. Rejects with FolderInUseError when another process
 * works in the folder, with UnreachableDatabaseError when no connection is to be had.
 */
export const openDatabase = async (location: DatabaseLocation): Promise<OpenDatabase> => {
  const open =
    typeof location === 'object' && 'url' in location
      ? await openPostgres(location.url)
      : await openPGlite(location === 'memory' ? undefined : location.folder);
  try {
    await migrate(open.database);
    return open;
  } catch (error) {
    await open.close();
    throw error;
  }
};
