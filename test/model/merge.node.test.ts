import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergeComments } from '../../src/model/merge.ts';
import { byId, makeComment } from '../support/comments.ts';

const textOf = (comments: ReturnType<typeof mergeComments>, id: string): unknown => comments.get(id)?.body;

describe('merging comments', () => {
  const first = makeComment('a', { revision: 1, body: { text: 'first' } });

  it('keeps what was known and adds what is new, without changing what it was given', () => {
    const known = byId([first]);
    const merged = mergeComments(known, [makeComment('b')]);
    assert.deepEqual([...merged.keys()], ['a', 'b']);
    assert.equal(merged.get('a'), first);
    assert.deepEqual([...known.keys()], ['a']);
  });

  it('keeps the higher revision, whichever came first', () => {
    const edited = { ...first, revision: 2, body: { text: 'edited' } };
    assert.deepEqual(textOf(mergeComments(byId([first]), [edited]), 'a'), { text: 'edited' });
    assert.deepEqual(textOf(mergeComments(byId([edited]), [first]), 'a'), { text: 'edited' });
  });

  it('takes the newcomer of equal revisions, for likes and status change without one', () => {
    const merged = mergeComments(byId([first]), [{ ...first, likes: 3 }]);
    assert.equal(merged.get('a')?.likes, 3);
  });

  it('keeps the very object that says the same, so that nothing is rendered for it', () => {
    const merged = mergeComments(byId([first]), [{ ...first, body: { text: 'first' } }]);
    assert.equal(merged.get('a'), first);
  });

  it('makes one of duplicates in the same page', () => {
    const merged = mergeComments(new Map(), [first, { ...first, revision: 0 }, { ...first, likes: 1 }]);
    assert.equal(merged.size, 1);
    assert.deepEqual([merged.get('a')?.revision, merged.get('a')?.likes], [1, 1]);
  });
});
