/** What a transaction writes: a value to put, or undefined to delete. */
export type Writes = ReadonlyMap<string, unknown>;

/**
 * Records under string keys, and one way to change them: read, decide and write in a
 * single transaction. Every method settles within a few seconds, come what may, and
 * rejects with a CommentThreadError of code `storage`.
 */
export interface RecordStore {
  /** Whether records outlive the page. False for the fallback in memory. */
  readonly durable: boolean;
  /** All records whose key begins so, in key order. */
  list<T>(prefix: string): Promise<T[]>;
  /**
   * Reads `keys` and hands the present values, undefined where there is none, to `change`,
   * which must answer at once (nothing may be awaited inside a transaction). What it returns is
   * written in the same transaction; null writes nothing. Resolves to what was written, once it is durable.
   */
  transact(keys: readonly string[], change: (values: readonly unknown[]) => Writes | null): Promise<Writes | null>;
}
