/** What has been tried so far, one line of JSON a trial, so that a run that was interrupted goes on where it was. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Head {
  readonly seed: number;
  readonly trials: number;
}

interface Entry {
  readonly index: number;
  readonly result: unknown;
}

/** The journal of one part. */
export class Journal {
  readonly head: Head;
  readonly results: Map<number, unknown>;
  readonly #file: string;

  private constructor(file: string, head: Head, results: Map<number, unknown>) {
    this.#file = file;
    this.head = head;
    this.results = results;
  }

  /** What a file holds; null when it is not there. A last line that was cut off counts as not written. */
  static read(file: string): Journal | null {
    if (!existsSync(file)) return null;
    const [first = '', ...rest] = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    if (!first) return null;
    const entries = rest.map((line) => JSON.parse(line) as Entry);
    return new Journal(file, JSON.parse(first) as Head, new Map(entries.map(({ index, result }) => [index, result])));
  }

  /** An empty one in the place of whatever was there. */
  static begin(file: string, head: Head): Journal {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(head)}\n`);
    return new Journal(file, head, new Map());
  }

  add(index: number, result: unknown): void {
    this.results.set(index, result);
    const entry: Entry = { index, result };
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}
