/** What a record keeps of itself from one event to the next. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../src/drafts/draft.ts';
import { transition, type DraftEvent } from '../../src/drafts/transitions.ts';
import { makeDraft } from '../support/drafts.ts';
import { commentOf } from './harness.ts';

const after = (draft: Draft, event: DraftEvent): Draft => {
  const next = transition(draft, event);
  assert.ok(next && next !== 'illegal', 'the event may meet this state');
  return next;
};

const no = { code: 'refused', message: 'No', fields: [] } as const;

test('an edit that is refused is still an edit of a comment that awaits moderation, under the same revision', () => {
  const held = commentOf(makeDraft('d'), 'pending');
  const draft = makeDraft('d', { state: 'sending', held, edit: true, revision: 1, attempts: 1 });
  const { state, error, revision, held: still } = after(draft, { type: 'refused', error: no });
  assert.deepEqual([state, error, revision, still], ['refused', no, 1, held]);
});

test('when a pause is over the reader still sees why there was one', () => {
  const error = { code: 'network', message: 'No answer', fields: [] } as const;
  const draft = makeDraft('d', { error, rest: { until: 1, isAsked: false }, attempts: 1 });
  const roused = after(draft, { type: 'rouse' });
  assert.deepEqual([roused.rest, roused.error, roused.state], [null, error, 'queued']);
});

test('what awaits moderation is known to the endpoint, however often it was taken back before', () => {
  const draft = makeDraft('d', {
    state: 'writing',
    revision: 1,
    edit: true,
    held: commentOf(makeDraft('d'), 'pending'),
  });
  const back = after(draft, { type: 'discard', original: 'Words' });
  assert.deepEqual([back.state, back.attempts], ['held', 0]);
  assert.equal(after(back, { type: 'recall' }).revision, 2);
});
