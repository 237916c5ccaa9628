import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Arrangement } from '../../src/view/arrangement.ts';
import { byId, makeComment, makeOutline } from '../support/comments.ts';

const idsOf = ({ branches }: Arrangement): string[] => branches.map(({ comment }) => comment.id);

describe('an arrangement', () => {
  it('sorts anew when the order changes, and keeps every branch', () => {
    const arrangement = new Arrangement();
    const comments = byId(makeOutline('1', '1.1', '2'));
    arrangement.update(comments, 'oldest', 5, new Map());
    const [first] = arrangement.branches;
    arrangement.update(comments, 'newest', 5, new Map());
    assert.deepEqual(idsOf(arrangement), ['2', '1']);
    assert.equal(arrangement.branches[1], first);
  });

  it('keeps pingbacks apart, and is empty only without either', () => {
    const arrangement = new Arrangement();
    arrangement.update(new Map(), 'oldest', 5, new Map());
    assert.equal(arrangement.isEmpty, true);
    arrangement.update(byId([makeComment('p', { kind: 'pingback' })]), 'oldest', 5, new Map());
    assert.deepEqual([arrangement.isEmpty, arrangement.branches.length, arrangement.pingbacks.length], [false, 0, 1]);
    arrangement.update(byId([makeComment('gone', { status: 'deleted' })]), 'oldest', 5, new Map());
    assert.equal(arrangement.isEmpty, true);
  });

  it('arranges nothing anew while nothing changed, and everything concerned when something did', () => {
    const arrangement = new Arrangement();
    const comments = byId([...makeOutline('1', '1.1'), makeComment('p', { kind: 'pingback' })]);
    const notes = new Map();
    arrangement.update(comments, 'oldest', 5, notes);
    const { branches, pingbacks } = arrangement;
    arrangement.update(comments, 'oldest', 5, notes);
    assert.equal(arrangement.branches, branches);
    assert.equal(arrangement.pingbacks, pingbacks);
    arrangement.update(comments, 'oldest', 1, notes);
    assert.equal(arrangement.branches.length, 2);
    arrangement.update(comments, 'oldest', 1, new Map());
    assert.notEqual(arrangement.pingbacks, pingbacks);
  });

  it('knows whether any body needs the sanitiser', () => {
    const arrangement = new Arrangement();
    arrangement.update(byId([makeComment('a')]), 'oldest', 5, new Map());
    assert.equal(arrangement.hasHtml, false);
    arrangement.update(byId([makeComment('a'), makeComment('b', { body: { html: '<p>b' } })]), 'oldest', 5, new Map());
    assert.equal(arrangement.hasHtml, true);
  });
});
