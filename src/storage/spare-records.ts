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
  /** How it is kept. */
  readonly text: string;
}

const parse = ([key, text]: readonly [string, string]): SpareRecord[] => {
  try {
    const [rank, value] = JSON.parse(text) as [number, unknown];
    return [{ key, rank, value: value ?? undefined, text }];
  } catch {
    // Not of this element's making.
    return [];
  }
};

/** All entries of localStorage that are ours. @throws where it may not be touched. */
const readLocal = (): [key: string, text: string][] =>
  Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => [name.slice(PREFIX.length), localStorage.getItem(name) ?? '']);

/** Shared by all pages of the site, but for what only this page's memory took. Never throws. */
export class SpareRecords {
  readonly #memory = new Map<string, string>();

  /** All there are, of one record the later version last. */
  read(): SpareRecord[] {
    let local: [string, string][] = [];
    try {
      local = readLocal();
    } catch {
      // Then nothing was ever kept there.
    }
    return [...local, ...this.#memory].flatMap(parse).sort((a, b) => a.rank - b.rank);
  }

  /** Keeps a record that survives JSON, or that it was deleted; whether it outlives the page. */
  put(key: string, rank: number, value: unknown): boolean {
    const text = JSON.stringify([rank, value]);
    try {
      const others = readLocal().filter(([other]) => other !== key);
      const characters = others.reduce((sum, [, { length }]) => sum + length, text.length);
      if (characters <= MOST_CHARACTERS && others.length < MOST_RECORDS) {
        localStorage.setItem(PREFIX + key, text);
        this.#memory.delete(key);
        return true;
      }
    } catch {
      // Forbidden or full.
    }
    this.#memory.set(key, text);
    return false;
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
}
