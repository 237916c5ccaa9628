/** What stands in for IndexedDB: localStorage within limits, and the page's memory for what that does not take. */

const PREFIX = 'comment-thread:';
/** Of the site's 5 MB or so, the part that is ours: in characters, and in records. */
const MOST_CHARACTERS = 500_000;
const MOST_RECORDS = 1000;

/** A record that IndexedDB has not taken yet; without a value it was deleted. */
export interface SpareRecord {
  readonly key: string;
  /** The highest version known when it was written: where IndexedDB holds a higher one, this is out of date. */
  readonly rank: number;
  readonly value?: unknown;
  /** When it was deleted, in milliseconds since the epoch; Infinity where it was not. */
  readonly deleted: number;
  /** How it is kept. */
  readonly text: string;
}

const parse = ([key, text]: readonly [string, string]): SpareRecord[] => {
  try {
    const [rank, value, deleted = Infinity] = JSON.parse(text) as [number, unknown, number?];
    return [{ key, rank, value: value ?? undefined, deleted, text }];
  } catch {
    // Not of this element's making.
    return [];
  }
};

/** All in localStorage that are ours; none where it may not be touched, since then nothing was ever kept there. */
const readLocal = (): SpareRecord[] => {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .flatMap((name) => parse([name.slice(PREFIX.length), localStorage.getItem(name) ?? '']));
  } catch {
    return [];
  }
};

/** Shared by all pages of the site, but for what only this page's memory took. Never throws. */
export class SpareRecords {
  readonly #memory = new Map<string, string>();

  /** Whether every value outlives the page; deletions may be in memory. */
  get durable(): boolean {
    return this.#remembered.every(({ deleted }) => deleted < Infinity);
  }

  /** All there are, of one record the later version last. */
  read(): SpareRecord[] {
    return [...readLocal(), ...this.#remembered].sort((a, b) => a.rank - b.rank);
  }

  /** Keeps a record that survives JSON, or that it was deleted. */
  put(key: string, rank: number, value: unknown): void {
    const text = JSON.stringify(value === undefined ? [rank, null, Date.now()] : [rank, value]);
    const others = readLocal()
      .filter((other) => other.key !== key)
      .sort((a, b) => a.deleted - b.deleted);
    this.#memory.set(key, text);
    for (;;) {
      try {
        const characters = others.reduce((sum, other) => sum + other.text.length, text.length);
        if (characters <= MOST_CHARACTERS && others.length < MOST_RECORDS) {
          localStorage.setItem(PREFIX + key, text);
          this.#memory.delete(key);
          return;
        }
      } catch {
        // Forbidden or full.
      }
      // That a record was deleted is kept, lest an IndexedDB that comes back or another page revive it. Where none ever
      // comes back that would fill all the room, so the oldest deletion gives way: a draft too many is better than one lost.
      const oldest = others.shift();
      if (!oldest || oldest.deleted === Infinity) return;
      localStorage.removeItem(PREFIX + oldest.key);
    }
  }

  /** Drops what IndexedDB has taken over, unless it was written anew meanwhile. */
  drop(records: readonly SpareRecord[]): void {
    for (const { key, text } of records) {
      if (this.#memory.get(key) === text) this.#memory.delete(key);
      try {
        if (localStorage.getItem(PREFIX + key) === text) localStorage.removeItem(PREFIX + key);
      } catch {
        // Then it is not there.
      }
    }
  }

  get #remembered(): SpareRecord[] {
    return [...this.#memory].flatMap(parse);
  }
}
