/**
 * Records in IndexedDB, and whatever it does not take in localStorage or else in memory, as one store.
 *
 * What stands in is laid over what IndexedDB holds whenever records are read, and is written into it by
 * the next transaction that succeeds, the one with the higher version staying. While IndexedDB does not
 * answer, what was last read or written is what a change is decided on.
 *
 * Not guaranteed: localStorage has no transactions. Two pages that change one record within the same
 * moment, or one of them in IndexedDB while it does not answer the other, may both succeed;
 * of two equal versions the one that stood in remains.
 */
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import { IndexedRecords } from './indexed-records.ts';
import { keysOf, readAll, writeAll } from './record-map.ts';
import type { Decide, RecordKey, RecordStore, Writes } from './record-store.ts';
import { SpareRecords, type SpareRecord } from './spare-records.ts';

/** Milliseconds after which a failing IndexedDB counts as one that does not answer, for which no further call waits. */
const SLOW = 500;
/** Milliseconds until IndexedDB is tried again; each time in vain doubles them. */
const SOONEST = 4000;
const LATEST = 60_000;
/** How many records are remembered, so that a page that is open for days keeps its size. */
const REMEMBERED = 250;

/** By what is told which of two records is the newer: a draft's version, or the counter itself. */
const rankOf = (value: unknown): number =>
  typeof value === 'number' ? value : ((value as { version?: number } | undefined)?.version ?? 0);

/** Never rejects for want of storage: `durable` says whether this page's memory has to stand in for it, `failure` why. */
export class LayeredRecords implements RecordStore {
  failure: CommentThreadError | null = null;
  readonly #indexed = new IndexedRecords();
  readonly #spare = new SpareRecords();
  /** What each record read or written was when last heard of; those heard of last are at the end. */
  readonly #known = new Map<string, unknown>();
  #isHung = false;
  #pause = SOONEST;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get durable(): boolean {
    return this.#spare.durable;
  }

  async list<T>(prefix: string): Promise<T[]> {
    let found: unknown;
    await this.#use('readonly', [{ prefix }], ([records]) => {
      found = records;
      return null;
    });
    return found as T[];
  }

  transact(keys: readonly RecordKey[], decide: Decide): Promise<Writes | null> {
    return this.#use('readwrite', keys, decide);
  }

  async #use(mode: IDBTransactionMode, keys: readonly RecordKey[], decide: Decide): Promise<Writes | null> {
    if (!this.#isHung) {
      const start = performance.now();
      try {
        return await this.#useIndexed(mode, keys, decide);
      } catch (error) {
        this.failure ??= asCommentThreadError(error, 'storage');
        if (performance.now() - start > SLOW) this.#isHung = true;
      }
    }
    this.#tryLater();
    return this.#useSpare(keys, decide);
  }

  async #useIndexed(mode: IDBTransactionMode, keys: readonly RecordKey[], decide: Decide): Promise<Writes | null> {
    const isReading = mode === 'readonly';
    let spare: SpareRecord[] = [];
    let wanted: RecordKey[] = [];
    let writes = null as Writes | null;
    await this.#indexed.run(
      mode,
      () => {
        spare = this.#spare.read();
        return (wanted = [...keys, ...spare.map(({ key }) => key)]);
      },
      (found) => {
        for (const key of wanted) for (const name of keysOf(this.#known, key)) this.#known.delete(name);
        writeAll(this.#known, found);
        const laid = this.#lay(spare);
        writes = decide(readAll(this.#known, keys));
        return isReading ? null : new Map([...laid, ...(writes ?? [])]);
      },
    );
    this.#isHung = false;
    this.#pause = SOONEST;
    if (!isReading) {
      writeAll(this.#known, writes ?? []);
      this.#spare.drop(spare);
      this.failure = null;
    } else if (spare.length) this.#tryLater();
    for (const name of [...this.#known.keys()].slice(0, -REMEMBERED)) this.#known.delete(name);
    return writes;
  }

  /** Decides and writes within one turn of this page. */
  #useSpare(keys: readonly RecordKey[], decide: Decide): Writes | null {
    const spare = this.#spare.read();
    this.#lay(spare);
    const writes = decide(readAll(this.#known, keys));
    if (!writes) return null;
    for (const [key, value] of writes) {
      const before = spare.filter((record) => record.key === key).map(({ rank }) => rank);
      this.#spare.put(key, Math.max(rankOf(value), rankOf(this.#known.get(key)), ...before), value);
    }
    writeAll(this.#known, writes);
    return writes;
  }

  /** Puts what stands in over what is known, where that is not newer; returns what it put. */
  #lay(spare: readonly SpareRecord[]): Writes {
    const laid = new Map<string, unknown>();
    for (const { key, rank, value } of spare) {
      if (rankOf(this.#known.get(key)) > rank) continue;
      laid.set(key, value);
      writeAll(this.#known, [[key, value]]);
    }
    return laid;
  }

  /** In the background: folds in what stands in, as soon as that is possible. */
  #tryLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#pause = Math.min(this.#pause * 2, LATEST);
      this.#useIndexed('readwrite', [], () => null).catch(() => this.#tryLater());
    }, this.#pause);
  }
}
