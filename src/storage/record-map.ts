/** Records as they are in a map, by their keys. */
import type { RecordKey } from './record-store.ts';

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
