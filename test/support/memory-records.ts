import { readAll, writeAll } from '../../src/storage/record-map.ts';
import type { Decide, RecordKey, RecordStore, Writes } from '../../src/storage/record-store.ts';

/** Records for as long as the page lives. */
export class MemoryRecords implements RecordStore {
  readonly durable = false;
  readonly #records = new Map<string, unknown>();

  async list<T>(prefix: string): Promise<T[]> {
    return readAll(this.#records, [{ prefix }])[0] as T[];
  }

  async transact(keys: readonly RecordKey[], decide: Decide): Promise<Writes | null> {
    const writes = decide(readAll(this.#records, keys));
    writeAll(this.#records, writes ?? []);
    return writes;
  }
}
