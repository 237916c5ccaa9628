import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeThread, rareWord } from './corpus.ts';

describe('the generated thread', () => {
  it('is the same at every call', () => {
    assert.deepEqual(makeThread(100), makeThread(100));
  });

  it('stands depth first, every parent before its replies, half of it replies, up to eight levels deep', () => {
    const comments = makeThread(1000);
    const known = new Set<string | null>([null]);
    for (const { id, parent } of comments) {
      assert.ok(known.has(parent), `${id} stands before ${String(parent)}`);
      known.add(id);
    }
    assert.equal(comments.filter(({ parent }) => parent !== null).length, 500);
    assert.equal(Math.max(...comments.map(({ number }) => number.length)), 8);
    assert.equal(new Set(comments.map(({ number }) => number.join('.'))).size, 1000);
  });

  it('has bodies of 10 to 150 words with markup', () => {
    for (const { html } of makeThread(1000)) {
      const words = html
        .replace(/<[^>]+>/g, ' ')
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '.').length;
      assert.ok(words >= 10 && words <= 151, `${String(words)} words`);
      assert.match(html, /<(?:em|a)\b/);
    }
  });

  it('has a word in its last comment that is nowhere else', () => {
    const comments = makeThread(1000);
    assert.deepEqual(
      comments.filter(({ html }) => html.includes(rareWord)).map(({ id }) => id),
      [comments.at(-1)!.id],
    );
  });

  it('begins with a branch that its first page holds, where an answer to the first comment is seen', () => {
    for (const size of [10, 100, 1000, 10_000]) {
      const [first, ...others] = makeThread(size);
      assert.ok(others.filter(({ root }) => root === first!.id).length < 40);
    }
  });

  it('has one branch of a thousand replies where it is long, beyond the first screens', () => {
    const sizes = new Map<string, number>();
    const comments = makeThread(10_000);
    for (const { root } of comments) sizes.set(root, (sizes.get(root) ?? 0) + 1);
    const [[largest, size] = ['', 0]] = [...sizes].sort(([, a], [, b]) => b - a);
    assert.ok(size > 1000, `${String(size)} comments`);
    assert.ok(comments.findIndex(({ id }) => id === largest) > 50);
  });
});
