/**
 * Records in a database of this element's own, so that nothing of the page's is shared or deleted.
 *
 * idb-keyval's `createStore` keeps a dead handle and has no `versionchange` handler, so a second tab's
 * `deleteDatabase` would block and Safari's silently lost connections would fail for ever. This one
 * closes when asked to, is bounded in time, and tries a failed call once more over a fresh connection.
 * A call that timed out may still have been committed: its caller's compare-and-set then reports a loss.
 */
import { promisifyRequest, type UseStore } from 'idb-keyval';
import { asCommentThreadError } from '../errors.ts';
import type { Decide, RecordKey, RecordStore, Writes } from './record-store.ts';

const DATABASE = 'comment-thread';
const STORE = 'records';
/** Milliseconds for the first try and for the second; together less than the 3 s a reader may wait. */
const PATIENCE = [2000, 900] as const;

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

const read = (store: IDBObjectStore, key: RecordKey): Promise<unknown> =>
  typeof key === 'string'
    ? promisifyRequest<unknown>(store.get(key))
    : promisifyRequest<unknown[]>(store.getAll(IDBKeyRange.bound(key.prefix, `${key.prefix}\uffff`)));

/** The store wherever there is IndexedDB; opened at the first call. */
export class IndexedRecords implements RecordStore {
  readonly durable = true;
  #database: Promise<IDBDatabase> | undefined;

  /** Finds out whether the database can be used at all; rejects with a CommentThreadError `storage` when not. */
  async open(): Promise<void> {
    await this.transact([], () => null);
  }

  list<T>(prefix: string): Promise<T[]> {
    return this.#use('readonly', (store) => read(store, { prefix }) as Promise<T[]>);
  }

  transact(keys: readonly RecordKey[], decide: Decide): Promise<Writes | null> {
    return this.#use('readwrite', async (store) => {
      const writes = decide(await Promise.all(keys.map((key) => read(store, key))));
      for (const [key, value] of writes ?? []) {
        if (value === undefined) store.delete(key);
        else store.put(value, key);
      }
      await promisifyRequest(store.transaction);
      return writes;
    });
  }

  readonly #use: UseStore = async (mode, callback) => {
    let reason: unknown;
    for (const milliseconds of PATIENCE) {
      let transaction: IDBTransaction | undefined;
      try {
        return await within(milliseconds, async () => {
          const opening = this.#open();
          const database = await opening;
          if (opening !== this.#database) throw new Error('IndexedDB closed the connection.');
          transaction = database.transaction(STORE, mode, { durability: 'strict' });
          return callback(transaction.objectStore(STORE));
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
  };

  #open(): Promise<IDBDatabase> {
    return (this.#database ??= this.#connect());
  }

  async #connect(): Promise<IDBDatabase> {
    const request = indexedDB.open(DATABASE);
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
