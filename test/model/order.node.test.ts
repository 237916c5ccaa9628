import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareNumbers, comparisonFor, orders } from '../../src/model/order.ts';
import { makeComment, makeOutline } from '../support/comments.ts';
import { checked } from '../support/checked.ts';

const sorted = (order: Parameters<typeof comparisonFor>[0], ...about: Parameters<typeof makeComment>[]): string[] =>
  about
    .map((each) => makeComment(...each))
    .sort(comparisonFor(order))
    .map(({ id }) => id);

describe('the order of comments', () => {
  it('is the oldest first where nothing else is asked for, and may be the newest or the most popular', () => {
    assert.deepEqual(orders, ['oldest', 'newest', 'popular']);
  });

  it('compares outline numbers as numbers, not as words, and a comment before its replies', () => {
    const outlines = ['10', '2', '1.10', '1.2', '1', '1.2.1'];
    assert.deepEqual(
      makeOutline(...outlines)
        .sort(compareNumbers)
        .map(({ id }) => id),
      ['1', '1.2', '1.2.1', '1.10', '2', '10'],
    );
  });

  it('puts a comment before its first reply, even where an endpoint counts from 0', () => {
    const outlines = ['1.1', '1.0', '1', '0.0', '0'];
    assert.deepEqual(
      makeOutline(...outlines)
        .sort(compareNumbers)
        .map(({ id }) => id),
      ['0', '0.0', '1', '1.0', '1.1'],
    );
  });

  it('puts comments without a number last, by their dates, and those without a date after them', () => {
    const ids = sorted(
      'oldest',
      ['undated', { created: null }],
      ['later', { created: 2 }],
      ['earlier', { created: 1 }],
      ['numbered', { number: [9], created: 9 }],
    );
    assert.deepEqual(ids, ['numbered', 'earlier', 'later', 'undated']);
  });

  it('turns the oldest-first order around for newest', () => {
    const ids = sorted('newest', ['a', { number: [1] }], ['waits', { created: 5 }], ['b', { number: [2] }]);
    assert.deepEqual(ids, ['waits', 'b', 'a']);
  });

  it('puts the most liked first, and of equally liked ones the older', () => {
    const ids = sorted(
      'popular',
      ['b', { number: [2], likes: 1 }],
      ['c', { number: [3], likes: 7 }],
      ['a', { number: [1], likes: 1 }],
    );
    assert.deepEqual(ids, ['c', 'a', 'b']);
  });

  it('never contradicts itself, whatever numbers and dates there are', () => {
    const comments = fc.record({
      number: fc.option(fc.array(fc.nat(3), { maxLength: 3 })),
      created: fc.option(fc.nat(3)),
      likes: fc.nat(2),
    });
    for (const order of ['oldest', 'newest', 'popular'] as const) {
      const compare = comparisonFor(order);
      checked(
        fc.property(comments, comments, comments, (x, y, z) => {
          const [a, b, c] = [makeComment('a', x), makeComment('b', y), makeComment('c', z)];
          assert.equal(Math.sign(compare(a, b)), -Math.sign(compare(b, a)) + 0);
          assert.equal(compare(a, { ...a, id: 'twin' }), 0);
          if (compare(a, b) <= 0 && compare(b, c) <= 0) assert.ok(compare(a, c) <= 0);
        }),
      );
    }
  });
});
