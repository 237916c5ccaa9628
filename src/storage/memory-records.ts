import type { RecordStore, Writes } from './record-store.ts';

/** Records for as long as the page lives, where the browser lets nothing be kept. */
export class MemoryRecords implements RecordStore {
  readonly durable = false;
  readonly #records = new Map<string, unknown>();

  async list<T>(prefix: string): Promise<T[]> {
    const keys = [...this.#records.keys()].filter((key) => key.startsWith(prefix));
    return keys.sort().map((key) => this.#records.get(key) as T);
  }

  async transact(
    keys: readonly string[],
    change: (values: readonly unknown[]) => Writes | null,
  ): Promise<Writes | null> {
    const writes = change(keys.map((key) => this.#records.get(key)));
    for (const [key, value] of writes ?? []) {
      if (value === undefined) this.#records.delete(key);
      else this.#records.set(key, structuredClone(value));
    }
    return writes;
  }
}
