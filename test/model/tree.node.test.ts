import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Comment, Order } from '../../src/model/comment.ts';
import { Branches, type Branch } from '../../src/model/branches.ts';
import { Pingbacks } from '../../src/model/pingbacks.ts';
import { checked } from '../support/checked.ts';
import { byId, makeChain, makeComment, makeOutline } from '../support/comments.ts';

/** Deeper than any list here. */
const unbounded = Infinity;

const arrange = (comments: ReadonlyMap<string, Comment>, order: Order, levels = unbounded): readonly Branch[] => {
  const branches = new Branches();
  branches.update(comments, order, levels, new Map());
  return branches.top;
};

/** A tree as one line: `a(b c(d))`. */
const drawn = (branches: readonly Branch[]): string =>
  branches.map(({ comment, replies }) => (replies.length ? `${comment.id}(${drawn(replies)})` : comment.id)).join(' ');

const tree = (comments: readonly Comment[], order: Order = 'oldest'): string => drawn(arrange(byId(comments), order));

/** Depth first. */
const walk = (branches: readonly Branch[]): Branch[] => {
  const passed: Branch[] = [];
  const pending = [...branches].reverse();
  for (let branch = pending.pop(); branch; branch = pending.pop()) {
    passed.push(branch);
    pending.push(...[...branch.replies].reverse());
  }
  return passed;
};

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

  it('knows how many stand below each', () => {
    assert.deepEqual(
      walk(arrange(byId(makeOutline('1', '1.1', '1.1.1', '1.2', '2')), 'oldest')).map(({ comment, size }) => [
        comment.id,
        size,
      ]),
      [
        ['1', 3],
        ['1.1', 1],
        ['1.1.1', 0],
        ['1.2', 0],
        ['2', 0],
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
      const branches = walk(arrange(byId(makeChain(levels)), 'oldest'));
      assert.equal(branches.length, levels);
      assert.equal(branches.at(-1)?.replies.length, 0);
      assert.equal(branches[0]?.size, levels - 1);
    }
  });

  it('is not impressed by 100,000 levels of tombstones with one comment at the end, nor by none', () => {
    const chain = makeChain(100_000).map((each) => ({ ...each, status: 'deleted' as const }));
    assert.deepEqual(arrange(byId(chain), 'oldest'), []);
    const last = { ...chain.at(-1)!, status: 'published' as const };
    assert.equal(walk(arrange(byId([...chain.slice(0, -1), last]), 'oldest')).length, chain.length);
  });

  it('reads each comment’s parent a fixed number of times, however many there are and however they hang together', () => {
    const readsOf = (comments: readonly Comment[]): number => {
      let reads = 0;
      const counted = comments.map((comment) =>
        Object.defineProperty({ ...comment }, 'parent', { get: () => (reads++, comment.parent) }),
      );
      arrange(byId(counted), 'oldest');
      return reads;
    };
    const wide = (size: number): Comment[] => makeChain(size).map((each) => ({ ...each, parent: null }));
    const ring = (size: number): Comment[] => [link('chain-0', `chain-${size - 1}`), ...makeChain(size).slice(1)];
    for (const shape of [wide, ring, makeChain, (size: number) => makeChain(size).reverse()]) {
      assert.ok(readsOf(shape(10_000)) <= 10 * readsOf(shape(1000)));
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
        const shown = walk(arrange(comments, order)).map((node) => node.comment.id);
        const pingbacks = new Pingbacks().list(comments, new Map()).map((each) => each.comment.id);
        const expected = [...comments.values()].filter(({ status }) => status !== 'deleted').map((each) => each.id);
        const all = [...shown, ...pingbacks];
        assert.equal(new Set(all).size, all.length, 'none twice');
        assert.deepEqual(all.filter((each) => comments.get(each)?.status !== 'deleted').sort(), expected.sort());
        for (const { comment, replies } of walk(arrange(comments, order))) {
          if (comment.status === 'deleted') assert.ok(replies.length, 'a tombstone has replies');
        }
      }),
      { numRuns: 2000 },
    );
  });
});
