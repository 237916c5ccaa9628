import type { RecordKey, Writes, Decide } from '../../../src/storage/record-store.ts';

/** One record's change, as it was committed. */
export interface Commit {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The records of the one browser, which outlive its tabs. Values are never changed in place, so they need no copies. */
export class Disk {
  readonly #records = new Map<string, unknown>();

  get(key: string): unknown {
    return this.#records.get(key);
  }

  list(prefix: string): unknown[] {
    const found: string[] = [];
    for (const key of this.#records.keys()) if (key.startsWith(prefix)) found.push(key);
    return found.sort().map((key) => this.#records.get(key));
  }

  /** Tells `committed` of every record that changed. */
  transact(keys: readonly RecordKey[], decide: Decide, committed: (commit: Commit) => void): Writes | null {
    const writes = decide(keys.map((key) => (typeof key === 'string' ? this.get(key) : this.list(key.prefix))));
    const changed = [...(writes ?? [])].map(([key, after]) => ({ key, before: this.get(key), after }));
    for (const { key, after } of changed) {
      if (after === undefined) this.#records.delete(key);
      else this.#records.set(key, after);
    }
    changed.forEach(committed);
    return writes;
  }
}
