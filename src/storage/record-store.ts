import type { CommentThreadError } from '../errors.ts';

/** What a transaction writes: a value to put, or undefined to delete. */
export type Writes = ReadonlyMap<string, unknown>;

/** What a transaction reads: one record by its key, or an array of all whose key begins so. */
export type RecordKey = string | { readonly prefix: string };

/** Decides on what was read, in the order of the keys, what to write; null writes nothing. Must answer at once. */
export type Decide = (values: readonly unknown[]) => Writes | null;

/**
 * Records under string keys, and one way to change them: read, decide and write in a
 * single transaction. Every method settles within three seconds, come what may; a store that
 * has nothing to fall back on rejects with a CommentThreadError of code `storage`.
 */
export interface RecordStore {
  /** Whether every value that was written outlives the page; a deletion may still be forgotten with it. */
  readonly durable: boolean;
  /** Why records are not where they should be, for the developer; the same error until they are again. */
  readonly failure?: CommentThreadError | null;
  /** All records whose key begins so, in key order. */
  list<T>(prefix: string): Promise<T[]>;
  /**
   * Reads `keys` and hands what stands there to `decide`: a record, or undefined where there is none; for
   * a prefix an array, in key order. What `decide` returns is written in the same transaction, in which nothing
   * else may be awaited. Resolves to what was written, once it is durable.
   */
  transact(keys: readonly RecordKey[], decide: Decide): Promise<Writes | null>;
}
