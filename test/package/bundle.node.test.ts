import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, test } from 'node:test';
import { measureBudgets } from './budget.ts';
import { listBuiltFiles, loadedWith, readBundle } from './bundle.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const bundleOf = (files: Record<string, string>) => {
  const folder = mkdtempSync(join(tmpdir(), 'comment-thread-bundle-'));
  folders.push(folder);
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), source);
  }
  return folder;
};

test('what a script imports is loaded with it, what it asks for later is not', () => {
  const bundle = readBundle(
    bundleOf({
      'comment-thread.js': 'import "./1/a.js"; export { b } from "./1/b.js"; import(`./1/later.js`);',
      '1/a.js': 'import "./c.js"',
      '1/b.js': 'export const b = 1',
      '1/c.js': 'import "../comment-thread.js"',
      '1/later.js': '',
    }),
  );
  assert.deepEqual([...loadedWith(bundle, ['comment-thread.js'])].sort(), [
    '1/a.js',
    '1/b.js',
    '1/c.js',
    'comment-thread.js',
  ]);
  assert.deepEqual(bundle.get('comment-thread.js')?.later, ['1/later.js']);
});

test('an import of a computed address is refused, for nobody could tell what it loads', () => {
  const folder = bundleOf({ 'a.js': 'import(`./${name}.js`)' });
  assert.throws(() => readBundle(folder), /computed address/);
});

test('an import of a file that was not built is refused', () => {
  const bundle = readBundle(bundleOf({ 'a.js': 'import "./b.js"' }));
  assert.throws(() => loadedWith(bundle, ['a.js']), /b\.js is imported but not built/);
});

test('what is only built when packing is no script-tag file', () => {
  const folder = bundleOf({ 'a.js': '', 'modules/b.js': '', 'custom-elements.json': '' });
  assert.deepEqual(listBuiltFiles(folder), ['a.js']);
});

test('a part that no budget names counts as the composer’s, other languages as nobody’s', () => {
  const bundle = readBundle(
    bundleOf({
      'comment-thread.js': '',
      'comment-count.js': '',
      'background-sync.js': '',
      '1/html.js': '',
      '1/conversing.js': '',
      '1/native-personal.js': '',
      '1/locale-de.js': '',
      '1/new.js': '',
    }),
  );
  const [plain, html, following, writing, count, worker] = measureBudgets(bundle);
  assert.deepEqual(plain?.files, ['comment-thread.js']);
  assert.deepEqual(html?.files, ['comment-thread.js', '1/html.js']);
  assert.deepEqual(following?.files, ['1/conversing.js', '1/native-personal.js']);
  assert.deepEqual(writing?.files, ['1/new.js']);
  assert.deepEqual(count?.files, ['comment-count.js']);
  assert.deepEqual(worker?.files, ['background-sync.js']);
});
