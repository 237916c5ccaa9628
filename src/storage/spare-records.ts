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

type Entry = readonly [key: string, text: string];

const parse = ([key, text]: Entry): SpareRecord[] => {
  try {
    const [rank, value] = JSON.parse(text) as [number, unknown];
    return [{ key, rank, value: value ?? undefined, text }];
  } catch {
    // Not of this element's making.
    return [];
  }
};

/** When the record was deleted, in milliseconds since the epoch; Infinity where it was not. */
const deletedAt = ([, text]: Entry): number => Number(/^\[\d+,null,(\d+)/.exec(text)?.[1] ?? Infinity);

/** All entries of localStorage that are ours. @throws where it may not be touched. */
const readLocal = (): Entry[] =>
  Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => [name.slice(PREFIX.length), localStorage.getItem(name) ?? '']);

/** Whether localStorage took the entry: neither is it full, nor the entry too much beside the others that are ours. */
const putLocal = (key: string, text: string, others: readonly Entry[]): boolean => {
  const characters = others.reduce((sum, [, { length }]) => sum + length, text.length);
  if (characters > MOST_CHARACTERS || others.length >= MOST_RECORDS) return false;
  try {
    localStorage.setItem(PREFIX + key, text);
    return true;
  } catch {
    return false;
  }
};

/** Shared by all pages of the site, but for what only this page's memory took. Never throws. */
export class SpareRecords {
  readonly #memory = new Map<string, string>();

  /** All there are, of one record the later version last. */
  read(): SpareRecord[] {
    let local: Entry[] = [];
    try {
      local = readLocal();
    } catch {
      // Then nothing was ever kept there.
    }
    return [...local, ...this.#memory].flatMap(parse).sort((a, b) => a.rank - b.rank);
  }

  /** Whether all of it outlives the page, but for deletions that are in memory. */
  get durable(): boolean {
    return [...this.#memory].every((entry) => deletedAt(entry) < Infinity);
  }

  /** Keeps a record that survives JSON, or that it was deleted. */
  put(key: string, rank: number, value: unknown): void {
    const text = JSON.stringify([rank, value, Date.now()]);
    this.#memory.set(key, text);
    try {
      const others = readLocal()
        .filter(([other]) => other !== key)
        .sort((a, b) => deletedAt(a) - deletedAt(b));
      while (!putLocal(key, text, others)) {
        // That a record was deleted is kept, lest an IndexedDB that comes back or another page revive it. Where none ever
        // comes back that would fill all the room, so the oldest deletion gives way: a draft too many is better than one lost.
        const oldest = others.shift();
        if (!oldest || deletedAt(oldest) === Infinity) return;
        localStorage.removeItem(PREFIX + oldest[0]);
      }
      this.#memory.delete(key);
    } catch {
      // Forbidden.
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
}
