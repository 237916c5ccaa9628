/**
 * Records in a database of this element's own, so that nothing of the page's is shared or deleted.
 *
 * idb-keyval's `createStore` keeps a dead handle and has no `versionchange` handler, so a second tab's
 * `deleteDatabase` would block and Safari's silently lost connections would fail for ever. This one
 * closes when asked to, is bounded in time, and tries a failed call once more over a fresh connection.
 * A call that timed out may still have been committed: its caller's compare-and-set then reports a loss.
 */
import { promisifyRequest } from 'idb-keyval';
import { asCommentThreadError } from '../errors.ts';
import { readAll } from './record-map.ts';
import type { Decide, RecordKey, RecordStore, Writes } from './record-store.ts';

/** The database of saved threads, which can be loaded again: it makes room for words, which cannot. */
export const COPIES = 'comment-thread-copies';
const STORE = 'records';
/** Milliseconds for the first try and for the second; together so much less than the 3 s a reader may wait that a busy page keeps to them. */
const PATIENCE = [1400, 800] as const;

const isFull = (reason: unknown): boolean => (reason as Error | undefined)?.name === 'QuotaExceededError';

/** Waits for `start`, but no longer than `milliseconds`. */
const within = <T>(milliseconds: number, start: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`IndexedDB did not answer within ${milliseconds} ms.`)),
      milliseconds,
    );
    void start()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });

/** The store wherever there is IndexedDB; opened at the first call. */
export class IndexedRecords implements RecordStore {
  readonly durable = true;
  readonly #name: string;
  #database: Promise<IDBDatabase> | undefined;

  constructor(name = 'comment-thread') {
    this.#name = name;
  }

  async list<T>(prefix: string): Promise<T[]> {
    let values: unknown[] = [];
    await this.run(
      'readonly',
      () => [{ prefix }],
      (found) => {
        values = [...found.values()];
        return null;
      },
    );
    return values as T[];
  }

  transact(keys: readonly RecordKey[], decide: Decide): Promise<Writes | null> {
    return this.run(
      'readwrite',
      () => keys,
      (found) => decide(readAll(found, keys)),
    );
  }

  /**
   * One transaction, tried twice: asks for the keys when it has begun, reads them in their order and writes what
   * `decide` makes of the records found. Rejects with a CommentThreadError of code `storage`.
   */
  async run(
    mode: IDBTransactionMode,
    keys: () => readonly RecordKey[],
    decide: (found: ReadonlyMap<string, unknown>) => Writes | null,
  ): Promise<Writes | null> {
    let reason: unknown;
    for (const milliseconds of PATIENCE) {
      let transaction: IDBTransaction | undefined;
      try {
        return await within(milliseconds, async () => {
          if (isFull(reason)) await promisifyRequest(indexedDB.deleteDatabase(COPIES));
          const opening = this.#open();
          const database = await opening;
          if (opening !== this.#database) throw new Error('IndexedDB closed the connection.');
          transaction = database.transaction(STORE, mode, { durability: 'strict' });
          const store = transaction.objectStore(STORE);
          const found = new Map<string, unknown>();
          await Promise.all(
            keys().map(async (key) => {
              const range = typeof key === 'string' ? key : IDBKeyRange.bound(key.prefix, `${key.prefix}\uffff`);
              const [names, values] = await Promise.all([
                promisifyRequest(store.getAllKeys(range)),
                promisifyRequest<unknown[]>(store.getAll(range)),
              ]);
              names.forEach((name, index) => found.set(name as string, values[index]));
            }),
          );
          const writes = decide(found);
          // Each request is heard, since the transaction does not know why it failed.
          const requests = [...(writes ?? [])].map(async ([key, value]) =>
            promisifyRequest((value === undefined ? store.delete(key) : store.put(value, key)) as IDBRequest<unknown>),
          );
          await Promise.all([...requests, promisifyRequest(transaction)]);
          return writes;
        });
      } catch (error) {
        // An aborted transaction may reject with null.
        reason = error ?? new Error('IndexedDB aborted the transaction.');
        try {
          transaction?.abort();
        } catch {
          // It has ended already.
        }
        this.#drop();
      }
    }
    throw asCommentThreadError(reason, 'storage');
  }

  #open(): Promise<IDBDatabase> {
    return (this.#database ??= this.#connect());
  }

  async #connect(): Promise<IDBDatabase> {
    const request = indexedDB.open(this.#name);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    const database = await promisifyRequest(request);
    database.onclose = database.onversionchange = () => {
      database.close();
      this.#database = undefined;
    };
    return database;
  }

  /** Forgets the connection; one that is still being opened is closed as soon as it comes. */
  #drop(): void {
    void this.#database?.then(
      (database) => database.close(),
      () => undefined,
    );
    this.#database = undefined;
  }
}
