import { IndexedRecords } from './indexed-records.ts';
import { MemoryRecords } from './memory-records.ts';
import type { Decide, RecordKey, RecordStore, Writes } from './record-store.ts';

/** Opens the database at the first call; where there is none, the page's memory has to do. */
class PageRecords implements RecordStore {
  durable = true;
  #records: Promise<RecordStore> | undefined;

  async list<T>(prefix: string): Promise<T[]> {
    return (await this.#open()).list(prefix);
  }

  async transact(keys: readonly RecordKey[], decide: Decide): Promise<Writes | null> {
    return (await this.#open()).transact(keys, decide);
  }

  #open(): Promise<RecordStore> {
    return (this.#records ??= this.#choose());
  }

  async #choose(): Promise<RecordStore> {
    const indexed = new IndexedRecords();
    try {
      await indexed.open();
      return indexed;
    } catch {
      // Told to the reader through `durable`.
      this.durable = false;
      return new MemoryRecords();
    }
  }
}

let shared: RecordStore | undefined;

/** The page's one record store. `durable` is known once a first call has settled. */
export const openRecords = (): RecordStore => (shared ??= new PageRecords());
