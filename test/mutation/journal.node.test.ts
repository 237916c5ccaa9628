import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { findBasis, Journal, type Verdict } from './journal.ts';

const killed: Verdict = { ending: 'killed', by: 'a.test.ts' };

const openFolder = (context: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
};

test('a verdict is there for the next run, but for one that was cut short as it was written', (context) => {
  const file = join(openFolder(context), 'kept/journal.jsonl');
  new Journal(file).add('one', killed, 'b');
  appendFileSync(file, '{"key":"two","ending":"killed","by":"a.te');
  const journal = new Journal(file);
  const { ending, by } = journal.find('one', () => 'b')!;
  assert.deepEqual({ ending, by }, killed);
  assert.equal(
    journal.find('two', () => 'b'),
    undefined,
  );
  journal.add('three', killed, 'b');
  assert.ok(
    new Journal(file).find('three', () => 'b'),
    'what follows a line cut short is not lost with it',
  );
});

test('a verdict is forgotten when what it rests on has changed', (context) => {
  const journal = new Journal(join(openFolder(context), 'journal.jsonl'));
  journal.add('one', killed, 'then');
  assert.equal(
    journal.find('one', () => 'now'),
    undefined,
  );
});

test('a kill rests on the test and all that it imports; survival on every test', (context) => {
  const root = openFolder(context);
  mkdirSync(join(root, 'src'));
  const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
  write('a.test.ts', "import { a } from './src/a.ts';");
  write('b.test.ts', "const b = await import('./src/b.ts');");
  write('src/a.ts', "import type { Deep } from './deep.ts';");
  write('src/b.ts', "export * from './a.ts';");
  write('src/deep.ts', 'export {};');
  const tests = ['a.test.ts', 'b.test.ts'];
  const bases = (): string[] => ['a.test.ts', 'b.test.ts', null].map((by) => findBasis(root, tests)(by));
  const changedBy = (name: string): boolean[] => {
    const before = bases();
    write(name, `${readFileSync(join(root, name), 'utf8')}\n`);
    return bases().map((basis, index) => basis !== before[index]);
  };
  assert.deepEqual(changedBy('a.test.ts'), [true, false, true]);
  assert.deepEqual(changedBy('src/b.ts'), [false, true, true]);
  assert.deepEqual(changedBy('src/deep.ts'), [true, true, true]);
  assert.notEqual(findBasis(root, ['a.test.ts'])(null), bases()[2], 'a test that is new may kill a survivor');
});
