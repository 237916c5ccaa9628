/**
 * A copy of the project in which every mutant of a room is present and asleep; one process wakes one of
 * them. The mutants are Stryker's, made by its own instrumenter: arithmetic, array, arrow, assignment,
 * block, boolean, conditional, equality, logical, method, object, optional chaining, regex, string, unary
 * and update. Only its runner is not used: that starts from the beginning after an interruption, leaves
 * out of the score what ends the test process, and leaves endless processes behind.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One change to the source that the tests should notice. */
export interface Mutant {
  /** What wakes it in this copy. */
  readonly id: string;
  /** What it is, in every copy of the same source. */
  readonly key: string;
  /** From the root of the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The line it begins in, without its indentation. */
  readonly context: string;
  readonly mutator: string;
  readonly original: string;
  readonly mutated: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is used of Stryker's instrumenter, which is installed only for this. Its lines count from 0. */
interface Instrumenter {
  instrument(
    files: readonly { name: string; mutate: boolean; content: string }[],
    options: { excludedMutations: string[]; ignorers: unknown[]; plugins: null },
  ): Promise<{
    files: readonly { name: string; content: string }[];
    mutants: readonly {
      id: string;
      fileName: string;
      location: { start: Position; end: Position };
      mutatorName: string;
      replacement: string;
    }[];
  }>;
}

const silent = { isDebugEnabled: () => false, debug: () => undefined, info: () => undefined, warn: console.warn };

const createInstrumenter = async (): Promise<Instrumenter> => {
  const name = '@stryker-mutator/instrumenter' as string;
  const { Instrumenter } = (await import(name)) as { Instrumenter: new (logger: typeof silent) => Instrumenter };
  return new Instrumenter(silent);
};

const textBetween = (lines: readonly string[], start: Position, end: Position): string => {
  const taken = lines.slice(start.line, end.line + 1);
  taken[taken.length - 1] = taken.at(-1)!.slice(0, end.column);
  taken[0] = taken[0]!.slice(start.column);
  return taken.join('\n');
};

/** Compiles once what thousands of processes will load: without that, half of their time would go there. */
const compile = (folder: string): void => {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (!file.endsWith('.ts')) continue;
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    writeFileSync(file.replace(/\.ts$/, '.js'), outputText);
    rmSync(file);
  }
};

/** Makes `copy` anew, in JavaScript, with the mutants of every file in `src/<room>`. */
export const instrument = async (root: string, room: string, copy: string): Promise<readonly Mutant[]> => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const each of ['package.json', 'src', `test/${room}`, 'test/support']) {
    cpSync(join(root, each), join(copy, each), { recursive: true });
  }
  const sources = new Map(
    readdirSync(join(root, 'src', room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => [`src/${room}/${file}`, readFileSync(join(root, 'src', room, file), 'utf8')]),
  );
  const instrumenter = await createInstrumenter();
  const { files, mutants } = await instrumenter.instrument(
    [...sources].map(([name, content]) => ({ name, mutate: true, content })),
    { excludedMutations: [], ignorers: [], plugins: null },
  );
  for (const { name, content } of files) writeFileSync(join(copy, name), content);
  compile(copy);

  return mutants.map(({ id, fileName: file, location: { start, end }, mutatorName: mutator, replacement }) => {
    const lines = sources.get(file)!.split('\n');
    const place = [start.line, start.column, end.line, end.column].join(':');
    return {
      id,
      key: `${file}:${place} ${mutator} ${replacement}`,
      file,
      line: start.line + 1,
      context: lines[start.line]!.trim(),
      mutator,
      original: textBetween(lines, start, end),
      mutated: replacement,
    };
  });
};
