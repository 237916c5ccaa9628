import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Comment, Order } from '../../src/model/comment.ts';
import { buildTree, listPingbacks, walk, type TreeNode } from '../../src/model/tree.ts';
import { checked } from '../support/checked.ts';
import { byId, makeChain, makeComment, makeOutline } from '../support/comments.ts';

/** A tree as one line: `a(b c(d))`. */
const drawn = (roots: readonly TreeNode[]): string =>
  roots.map(({ comment, children }) => (children.length ? `${comment.id}(${drawn(children)})` : comment.id)).join(' ');

const tree = (comments: readonly Comment[], order: Order = 'oldest'): string => drawn(buildTree(byId(comments), order));

const link = (id: string, parent: string | null, about: Partial<Comment> = {}): Comment =>
  makeComment(id, { parent, ...about });

describe('the tree', () => {
  it('hangs replies under what they answer, in the order of their numbers, whatever order they came in', () => {
    assert.equal(tree(makeOutline('2', '1.2.1', '1', '1.10', '1.2')), '1(1.2(1.2.1) 1.10) 2');
  });

  it('orders the top level as asked, and replies always as they were written', () => {
    const comments = makeOutline('1', '1.1', '1.2', '2', '2.1', '3').map((each) => ({
      ...each,
      likes: each.id === '2' ? 5 : each.id === '1.2' ? 9 : 0,
    }));
    assert.equal(tree(comments, 'newest'), '3 2(2.1) 1(1.1 1.2)');
    assert.equal(tree(comments, 'popular'), '2(2.1) 1(1.1 1.2) 3');
  });

  it('knows the depth of each, its parent, and how many stand below it', () => {
    const nodes = walk(buildTree(byId(makeOutline('1', '1.1', '1.1.1', '1.2', '2')), 'oldest'));
    assert.deepEqual(
      nodes.map(({ comment, parent, depth, size }) => [comment.id, parent?.comment.id ?? null, depth, size]),
      [
        ['1', null, 0, 3],
        ['1.1', '1', 1, 1],
        ['1.1.1', '1.1', 2, 0],
        ['1.2', '1', 1, 0],
        ['2', null, 0, 0],
      ],
    );
  });

  it('stands orphans and those who answer themselves at the top', () => {
    assert.equal(tree([link('orphan', 'gone'), link('self', 'self'), link('reply', 'self')]), 'orphan self(reply)');
  });

  it('cuts a cycle at one comment, and loses none of it nor of what hangs on it', () => {
    assert.equal(tree([link('a', 'c'), link('b', 'a'), link('c', 'b'), link('d', 'b')]), 'a(b(c d))');
    assert.equal(tree([link('leads in', 'a'), link('a', 'b'), link('b', 'a')]), 'a(leads in b)');
  });

  it('keeps a deleted comment only for the replies that hang on it', () => {
    const deleted = { status: 'deleted' } as const;
    assert.equal(tree([link('a', null, deleted), link('b', 'a')]), 'a(b)');
    assert.equal(tree([link('a', null, deleted), link('b', 'a', deleted), link('c', null)]), 'c');
    assert.equal(tree([link('a', null, deleted), link('b', 'a', deleted), link('c', 'b')]), 'a(b(c))');
  });

  it('leaves pingbacks out, and what answers one stands at the top', () => {
    const comments = [link('a', null), link('ping', null, { kind: 'pingback' }), link('b', 'ping')];
    assert.equal(tree(comments), 'a b');
  });

  it('is not impressed by 5,000 or 100,000 levels', () => {
    for (const levels of [5000, 100_000]) {
      const nodes = walk(buildTree(byId(makeChain(levels)), 'oldest'));
      assert.equal(nodes.length, levels);
      assert.equal(nodes.at(-1)?.depth, levels - 1);
      assert.equal(nodes[0]?.size, levels - 1);
    }
  });

  it('is not impressed by 100,000 levels of tombstones with one comment at the end, nor by none', () => {
    const chain = makeChain(100_000).map((each) => ({ ...each, status: 'deleted' as const }));
    assert.deepEqual(buildTree(byId(chain), 'oldest'), []);
    const last = { ...chain.at(-1)!, status: 'published' as const };
    assert.equal(walk(buildTree(byId([...chain.slice(0, -1), last]), 'oldest')).length, chain.length);
  });

  it('reads each comment’s parent a fixed number of times, however many there are and however they hang together', () => {
    const readsOf = (comments: readonly Comment[]): number => {
      let reads = 0;
      const counted = comments.map((comment) =>
        Object.defineProperty({ ...comment }, 'parent', { get: () => (reads++, comment.parent) }),
      );
      buildTree(byId(counted), 'oldest');
      return reads;
    };
    const wide = (size: number): Comment[] => makeChain(size).map((each) => ({ ...each, parent: null }));
    const ring = (size: number): Comment[] => [link('chain-0', `chain-${size - 1}`), ...makeChain(size).slice(1)];
    for (const shape of [wide, ring, makeChain, (size: number) => makeChain(size).reverse()]) {
      assert.equal(readsOf(shape(10_000)), 10 * readsOf(shape(1000)));
    }
  });

  it('shows every published comment exactly once, whatever the list holds', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '__proto__', 'constructor', '');
    const comment = fc.record({
      id,
      parent: fc.option(id),
      kind: fc.constantFrom('comment', 'comment', 'pingback'),
      number: fc.option(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })),
      created: fc.option(fc.nat(5)),
      status: fc.constantFrom('published', 'published', 'pending', 'deleted'),
      likes: fc.nat(3),
    });
    const lists = fc.array(comment, { maxLength: 16 });
    const orders = fc.constantFrom<Order>('oldest', 'newest', 'popular');
    checked(
      fc.property(lists, orders, (abouts, order) => {
        const comments = byId(abouts.map(({ id, ...about }) => makeComment(id, about as Partial<Comment>)));
        const shown = walk(buildTree(comments, order)).map((node) => node.comment.id);
        const pingbacks = listPingbacks(comments).map((each) => each.id);
        const expected = [...comments.values()].filter(({ status }) => status !== 'deleted').map((each) => each.id);
        const all = [...shown, ...pingbacks];
        assert.equal(new Set(all).size, all.length, 'none twice');
        assert.deepEqual(all.filter((each) => comments.get(each)?.status !== 'deleted').sort(), expected.sort());
        for (const { comment, children } of walk(buildTree(comments, order))) {
          if (comment.status === 'deleted') assert.ok(children.length, 'a tombstone has replies');
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the list of pingbacks', () => {
  it('holds those that are not deleted, as numbered', () => {
    const pingback = (id: string, about: Partial<Comment> = {}): Comment =>
      makeComment(id, { kind: 'pingback', ...about });
    const listed = listPingbacks(
      byId([
        pingback('b', { number: [2] }),
        makeComment('no pingback'),
        pingback('gone', { number: [3], status: 'deleted' }),
        pingback('a', { number: [1] }),
      ]),
    );
    assert.deepEqual(
      listed.map(({ id }) => id),
      ['a', 'b'],
    );
  });
});
