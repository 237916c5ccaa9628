import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const source = join(import.meta.dirname, '../../src');
const read = (file: string): string => readFileSync(join(source, file), 'utf8');

const element = read('elements/comment-thread.ts');
const code = ['view', 'controllers'].flatMap((room) =>
  readdirSync(join(source, room)).map((file) => read(join(room, file))),
);

const documented = new Set([...element.matchAll(/@csspart ([\w-]+)/g)].map(([, part]) => part));
const documentedProperties = new Set([...element.matchAll(/@cssprop \[?(--[\w-]+)/g)].map(([, name]) => name));

/** The names in `part="…"` of templates; what is put in by an expression is named beside it, in quotation marks. */
const used = new Set(
  code
    .flatMap((text) => [...text.matchAll(/part(?:="|', ')([^"']*)["']/g)])
    .flatMap(([, parts = '']) => parts.replace(/\$\{[^}]*\}/g, '').split(/\s+/))
    .filter(Boolean),
);

test('every part in a template has a line in the documentation', () => {
  assert.ok(used.size > 30, 'the templates were found');
  assert.deepEqual([...used].filter((part) => !documented.has(part)).sort(), []);
});

test('every documented part is somewhere in the code', () => {
  const all = code.join('\n');
  assert.deepEqual(
    [...documented].filter((part) => part === undefined || !new RegExp(`["'\` ]${part}["'\` ]`).test(all)),
    [],
  );
});

test('custom properties in the styles and in the documentation are the same', () => {
  const inStyles = new Set(code.flatMap((text) => text.match(/--comment-thread-[\w-]+/g) ?? []));
  assert.deepEqual([...inStyles].sort(), [...documentedProperties].sort());
});
