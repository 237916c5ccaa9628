/**
 * PGlite is one Postgres session. Whoever takes its connection has it alone until they give it back,
 * or the statements of two transactions would run inside one another; a waiting transaction takes its turn here.
 */
import type { PGlite } from '@electric-sql/pglite';
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely';
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';

const isRead = ({ query }: CompiledQuery): boolean => query.kind === 'SelectQueryNode' && query.with === undefined;

class PGliteDriver implements Driver {
  readonly #pglite: PGlite;
  readonly #connection: DatabaseConnection;
  #free: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;
  #isReadOnly = false;

  constructor(pglite: PGlite, onWrite: () => void) {
    this.#pglite = pglite;
    // A transaction is not over when this is told, but nobody reads before it is.
    const execute = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      try {
        const { rows, affectedRows = 0 } = await pglite.query<R>(query.sql, [...query.parameters]);
        return { rows, numAffectedRows: BigInt(affectedRows) };
      } finally {
        if (!this.#isReadOnly && !isRead(query)) onWrite();
      }
    };
    this.#connection = {
      executeQuery: execute,
      async *streamQuery() {
        throw new Error('PGlite does not stream');
      },
    };
  }

  async init(): Promise<void> {
    await this.#pglite.waitReady;
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const turn = this.#free;
    let release = this.#release;
    this.#free = new Promise((resolve) => (release = resolve));
    await turn;
    this.#release = release;
    return this.#connection;
  }

  // Isolation levels mean nothing here: no other transaction ever runs beside this one.
  async beginTransaction(_: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
    this.#isReadOnly = accessMode === 'read only';
    await this.#pglite.query(this.#isReadOnly ? 'begin read only' : 'begin');
  }

  async commitTransaction(): Promise<void> {
    await this.#pglite.query('commit');
  }

  async rollbackTransaction(): Promise<void> {
    await this.#pglite.query('rollback');
  }

  releaseConnection(): Promise<void> {
    this.#isReadOnly = false;
    this.#release();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    await this.#free;
    await this.#pglite.close();
  }
}

/**
 * Kysely over PGlite; destroying the Kysely instance closes PGlite, after the work in hand. Whatever may have written
 * is told, before those who have asked for it learn that it is done.
 */
export const pgliteDialect = (pglite: PGlite, onWrite: () => void): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new PGliteDriver(pglite, onWrite),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});
