/**
 * What became of each mutant, one line each, so that a run that was interrupted goes on where it was.
 * A verdict counts as long as nothing it rests on has changed: a mutant that died rests on the source
 * and on the test that killed it, one that lives on all tests of its room.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What became of a mutant. */
export interface Verdict {
  readonly ending: 'killed' | 'timeout' | 'survived';
  /** The test file that noticed it; null when none did. */
  readonly by: string | null;
}

interface Entry extends Verdict {
  readonly key: string;
  readonly basis: string;
}

const digest = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 16);

/** The text of a file, and of all that it imports of the project, however far away. */
const readClosure = (file: string): string[] => {
  const texts = new Map<string, string>();
  const pending = [file];
  for (const each of pending) {
    if (texts.has(each)) continue;
    const text = readFileSync(each, 'utf8');
    texts.set(each, text);
    for (const [, path] of text.matchAll(/\b(?:from|import) ?\(?'(\.[^']+\.ts)'/g))
      pending.push(join(dirname(each), path!));
  }
  return [...texts.values()];
};

/** What verdicts rest on: those of the test file that killed, or of all of them. */
export const findBasis = (root: string, tests: readonly string[]): ((by: string | null) => string) => {
  const bases = new Map(tests.map((test) => [test, digest(readClosure(join(root, test)))]));
  const all = digest([...bases.values()]);
  return (by) => (by === null ? all : (bases.get(by) ?? ''));
};

/** The verdicts in a file of lines; a line that was cut short by an interruption is passed over. */
export class Journal {
  readonly #file: string;
  readonly #entries = new Map<string, Entry>();

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    for (const line of lines.filter((each) => each.endsWith('}'))) {
      const entry = JSON.parse(line) as Entry;
      this.#entries.set(entry.key, entry);
    }
    writeFileSync(file, [...this.#entries.values()].map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }

  /** The verdict on a mutant, unless what it rests on has changed. */
  find(key: string, basisOf: (by: string | null) => string): Verdict | undefined {
    const entry = this.#entries.get(key);
    return entry?.basis === (entry && basisOf(entry.by)) ? entry : undefined;
  }

  /** Keeps a verdict, in the file first. */
  add(key: string, { ending, by }: Verdict, basis: string): void {
    const entry = { key, ending, by, basis };
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#entries.set(key, entry);
  }
}
