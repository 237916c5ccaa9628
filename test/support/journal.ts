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

  /** What a file holds; null when it is not there. A last line that was cut off is taken out. */
  static read(file: string): Journal | null {
    if (!existsSync(file)) return null;
    const text = readFileSync(file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // What comes next must not be written on to half a line.
    if (whole !== text) writeFileSync(file, whole);
    const [first = '', ...rest] = whole.split('\n').slice(0, -1);
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
