import type { Decide, RecordKey, RecordStore, Writes } from './record-store.ts';

/** The keys of those records that are meant, in order. */
export const keysOf = (records: ReadonlyMap<string, unknown>, key: RecordKey): string[] =>
  typeof key === 'string' ? [key] : [...records.keys()].filter((each) => each.startsWith(key.prefix)).sort();

/** What `decide` is given for each key. */
export const readAll = (records: ReadonlyMap<string, unknown>, keys: readonly RecordKey[]): unknown[] =>
  keys.map((key) => {
    const values = keysOf(records, key).map((each) => records.get(each));
    return typeof key === 'string' ? values[0] : values;
  });

/** Puts copies, and deletes what has no value. */
export const writeAll = (
  records: Map<string, unknown>,
  writes: Iterable<readonly [key: string, value: unknown]>,
): void => {
  for (const [key, value] of writes) {
    if (value === undefined) records.delete(key);
    else records.set(key, structuredClone(value));
  }
};

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
