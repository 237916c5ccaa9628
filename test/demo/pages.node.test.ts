import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { seedId } from '../../demo/endpoint/seed.ts';
import { threads } from '../../demo/seed/threads.ts';

const folder = new URL('../../demo/pages/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.html'));
const pages = new Map(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
const matches = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1] ?? '');

/** Threads that are meant to hold nothing: nobody has written in one, and the other's endpoint is down. */
const unseeded = new Set(['/empty', '/down']);

test('every thread on a page is seeded, and every seeded thread stands on a page', () => {
  const shown = new Set([...pages.values()].flatMap((html) => matches(html, / thread="([^"]+)"/g)));
  const seeded = new Set(threads.map(({ id }) => id));
  assert.deepEqual([...shown].filter((id) => !unseeded.has(id)).sort(), [...seeded].sort());
});

test('the comments printed with the article are the seeded ones, so that a permalink finds them before and after loading', () => {
  const article = threads.find(({ id }) => id === '/article');
  assert.ok(article);
  const seeded = new Set(article.comments.map((comment) => `comment-${seedId(article.id, comment)}`));
  const printed = matches(pages.get('article.html') ?? '', /<article id="([^"]+)"/g);
  assert.ok(printed.length > 0);
  for (const id of printed) assert.ok(seeded.has(id), id);
});

test('every seeded answer is younger than what it answers', () => {
  for (const { id, comments } of threads) {
    const ages = new Map(comments.map(({ key, minutesAgo }) => [key, minutesAgo]));
    assert.equal(ages.size, comments.length, `${id} has a key twice`);
    for (const { key, parent, minutesAgo } of comments) {
      if (parent !== undefined) assert.ok((ages.get(parent) ?? 0) > minutesAgo, `${id} ${key}`);
    }
  }
});

test('links between pages and the files they ask for lead somewhere', () => {
  const files = new Set(readdirSync(folder, { recursive: true }).map(String));
  for (const [name, html] of pages) {
    for (const target of matches(html, /(?:href|src)="([^"#:/][^"#:]*)"/g))
      assert.ok(files.has(target), `${name}: ${target}`);
  }
  for (const { comments } of threads) {
    for (const { author } of comments) {
      if (author.avatar !== undefined) assert.ok(files.has(author.avatar.slice(1)), author.avatar);
    }
  }
});

test('no page carries a style or a script of its own, which its policy would refuse', () => {
  for (const [name, html] of pages) {
    assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/, name);
  }
});
