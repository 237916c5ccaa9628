import type { Decide, RecordKey, RecordStore, Writes } from './record-store.ts';

/** Records for as long as the page lives, where the browser lets nothing be kept. */
export class MemoryRecords implements RecordStore {
  readonly durable = false;
  readonly #records = new Map<string, unknown>();

  async list<T>(prefix: string): Promise<T[]> {
    return this.#below(prefix) as T[];
  }

  async transact(keys: readonly RecordKey[], decide: Decide): Promise<Writes | null> {
    const read = (key: RecordKey) => (typeof key === 'string' ? this.#records.get(key) : this.#below(key.prefix));
    const writes = decide(keys.map(read));
    for (const [key, value] of writes ?? []) {
      if (value === undefined) this.#records.delete(key);
      else this.#records.set(key, structuredClone(value));
    }
    return writes;
  }

  #below(prefix: string): unknown[] {
    const keys = [...this.#records.keys()].filter((key) => key.startsWith(prefix));
    return keys.sort().map((key) => this.#records.get(key));
  }
}
