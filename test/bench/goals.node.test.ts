import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contenders } from './contenders.ts';
import { judge, type Judged } from './goals.ts';
import type { Result } from './result.ts';
import { unslowed } from './variants.ts';

const use = { worstFrame: 20, keystroke: 1, reply: 30, collapse: 30, arrival: 30, found: 1 };
const visit = { first: 500, all: 9000, shown: 10_000, code: 0, data: 0, shift: 0, longestTask: 40, blocked: 0 };
const far = { reached: 100_000, leap: 900, fullHeap: 3e8 };
const budgets = [{ what: 'before the first HTML comment', limit: 25.5, files: [], kilobytes: 25.4 }];

/** Everybody as fast as static HTML, the second visit faster. */
const results: Result[] = [10, 100, 1000, 10_000, 100_000].flatMap((size) =>
  [...contenders, unslowed].map(({ name, isRepeat }) => ({
    ...{ contender: name, size, heap: 0, nodes: 0, ...visit, ...use, ...far },
    first: isRepeat ? 400 : 500,
  })),
);
const missed = (change: Partial<Judged>): string[] =>
  judge({ results, budgets, ...change })
    .filter(({ isMet }) => !isMet)
    .map(({ what }) => what);
const changed = (contender: string, size: number, change: Partial<Result>): Result[] =>
  results.map((result) => (result.contender === contender && result.size === size ? { ...result, ...change } : result));

describe('the goals of the benchmark', () => {
  it('hold where every figure is good', () => {
    assert.deepEqual(missed({}), []);
  });

  it('tell the three ways of meeting the element apart', () => {
    for (const [way, first] of Object.entries({
      'comment-thread, preloaded': 510,
      'comment-thread': 640,
      'comment-thread, again': 460,
    })) {
      assert.deepEqual(missed({ results: changed(way, 100, { first }) }), [`first comment, ${way}, 100 comments`]);
      assert.deepEqual(missed({ results: changed(way, 10, { shift: 0.02 }) }), [`layout shift, ${way}, 10 comments`]);
    }
  });

  it('are missed by a figure that is not there', () => {
    const unused = results.map(({ arrival: _, ...rest }) => rest);
    assert.deepEqual(missed({ results: unused }), ['an arrival, 10,000 comments']);
    assert.deepEqual(missed({ results: results.filter(({ contender }) => contender !== unslowed.name) }), [
      'longest task, unslowed, if over 50 ms, 10,000 comments',
    ]);
  });

  it('ask for all comments, every search and every leap', () => {
    assert.deepEqual(missed({ results: changed('comment-thread', 10_000, { all: null }) }), [
      'all present, comment-thread, 10,000 comments',
    ]);
    const again = { ...results.find(({ contender, size }) => contender === 'comment-thread' && size === 10_000)! };
    assert.deepEqual(missed({ results: [...results, { ...again, found: 0 }] }), [
      'the browser’s search finds the last, 10,000 comments',
    ]);
    assert.deepEqual(missed({ results: changed('comment-thread', 100_000, { leap: 2100 }) }), [
      'a leap to any place, the worst, 100,000 comments',
    ]);
  });

  it('weigh the code', () => {
    assert.deepEqual(missed({ budgets: [{ ...budgets[0]!, kilobytes: 25.6 }] }), [
      'code before the first HTML comment',
    ]);
  });
});
