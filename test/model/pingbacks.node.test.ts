import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pingbacks } from '../../src/model/pingbacks.ts';
import type { Comment } from '../../src/model/comment.ts';
import { byId, makeComment } from '../support/comments.ts';

const pingback = (id: string, about: Partial<Comment> = {}): Comment => makeComment(id, { kind: 'pingback', ...about });

describe('the list of pingbacks', () => {
  const comments = byId([
    pingback('b', { number: [2] }),
    makeComment('no pingback'),
    pingback('gone', { number: [3], status: 'deleted' }),
    pingback('a', { number: [1] }),
  ]);

  it('holds those that are not deleted, as numbered', () => {
    const listed = new Pingbacks().list(comments, new Map());
    assert.deepEqual(
      listed.map(({ comment }) => comment.id),
      ['a', 'b'],
    );
  });

  it('keeps what did not change', () => {
    const pingbacks = new Pingbacks<string>();
    const before = pingbacks.list(comments, new Map());
    const [first, second] = pingbacks.list(byId(comments.values()), new Map([['b', 'marked']]));
    assert.equal(first, before[0]);
    assert.notEqual(second, before[1]);
    assert.equal(second?.note, 'marked');
  });
});
