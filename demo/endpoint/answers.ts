/**
 * Answers that are made once and given to everybody until their thread changes. A making reads what is committed when
 * it begins, and so suits whoever came before that; who comes later shares it only when the thread's version is still
 * the one that it has read, or when nothing at all has been written since. So nobody gets an answer that is older
 * than their question, however reads and writes overlap.
 */
import type { Representation } from './representation.ts';

/** A representation of a thread in this version. */
export interface Answer {
  readonly representation: Representation;
  readonly version: string | null;
}

interface Entry {
  readonly answer: Promise<Answer>;
  /** The count of writes at which the answer was known to be true. */
  writes: number | undefined;
  /** In bytes; 0 while it is being made. */
  weight: number;
}

export interface AnswersOptions {
  /** The version of a thread now. */
  readonly readVersion: (thread: string) => Promise<string | null>;
  /** How often anything has been written so far. @default unknown, as others may write */
  readonly countWrites?: (() => number) | undefined;
  /** In bytes. @default 64 MiB */
  readonly capacity?: number;
}

export class Answers {
  readonly #readVersion: AnswersOptions['readVersion'];
  readonly #countWrites: () => number | undefined;
  readonly #capacity: number;
  /** By name, the one used longest ago first. */
  readonly #entries = new Map<string, Entry>();
  #weight = 0;

  constructor({ readVersion, countWrites, capacity = 64 * 2 ** 20 }: AnswersOptions) {
    this.#readVersion = readVersion;
    this.#countWrites = countWrites ?? (() => undefined);
    this.#capacity = capacity;
  }

  /** The answer of that name about a thread as it is now; `make` is called when there is none. Rejects as `make` does. */
  async get(name: string, thread: string, make: () => Promise<Answer>): Promise<Representation> {
    const writes = this.#countWrites();
    const known = this.#entries.get(name);
    if (!known) return (await this.#begin(name, make).answer).representation;
    this.#keep(name, known);
    if (writes === undefined || known.writes !== writes) {
      const [version, answer] = await Promise.all([this.#readVersion(thread), known.answer]);
      if (answer.version !== version) {
        // Whatever has taken its place meanwhile was begun after this question came.
        const other = this.#entries.get(name);
        const fresh = other && other !== known ? other : this.#begin(name, make);
        return (await fresh.answer).representation;
      }
      if (writes !== undefined) known.writes = Math.max(known.writes ?? 0, writes);
    }
    return (await known.answer).representation;
  }

  #begin(name: string, make: () => Promise<Answer>): Entry {
    this.#drop(name);
    // Counted before it begins: what is written from now on may be missing in it.
    const writes = this.#countWrites();
    const entry: Entry = { writes, answer: make(), weight: 0 };
    this.#entries.set(name, entry);
    entry.answer.then(
      ({ representation }) => this.#weigh(name, entry, representation.weight),
      () => this.#entries.get(name) === entry && this.#drop(name),
    );
    return entry;
  }

  #weigh(name: string, entry: Entry, weight: number): void {
    if (this.#entries.get(name) !== entry) return;
    entry.weight = weight;
    this.#weight += weight;
    if (weight > this.#capacity) this.#drop(name);
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.#capacity) return;
      this.#drop(oldest);
    }
  }

  #keep(name: string, entry: Entry): void {
    this.#entries.delete(name);
    this.#entries.set(name, entry);
  }

  #drop(name: string): void {
    this.#weight -= this.#entries.get(name)?.weight ?? 0;
    this.#entries.delete(name);
  }
}
