import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft, DraftError, DraftState } from '../../src/drafts/draft.ts';
import { transition, type DraftEvent } from '../../src/drafts/transitions.ts';
import { author, commentOf, scope } from './harness.ts';

const error: DraftError = { code: 'refused', message: 'no', detail: 'Too short.', fields: [] };
const base: Draft = {
  ...scope,
  id: 'id',
  secret: 'secret',
  state: 'writing',
  text: 'words',
  author,
  revision: 0,
  edit: false,
  version: 7,
  order: 3,
  attempts: 1,
  error: null,
  rest: null,
  seen: null,
  held: null,
  created: 1,
};
const comment = commentOf(base, 'pending');
const rest = { until: 5000, isAsked: true };
const draftIn = (state: DraftState, more: Partial<Draft> = {}): Draft => ({
  ...base,
  state,
  held: state === 'held' ? comment : null,
  attempts: state === 'writing' ? 0 : 1,
  ...more,
});

const events = {
  write: { type: 'write', text: 'new words', author: null },
  erase: { type: 'write', text: ' \n', author: null },
  queue: { type: 'queue', text: 'last words', author, order: 9, revision: 0 },
  queueNothing: { type: 'queue', text: ' ', author, order: 9, revision: 0 },
  claim: { type: 'claim' },
  note: { type: 'note', seen: ['a', 'b'] },
  posted: { type: 'posted', comment, editSeconds: 60 },
  held: { type: 'held', comment, editSeconds: 60 },
  refused: { type: 'refused', error },
  signIn: { type: 'signIn' },
  unknownSafe: { type: 'unknown', error, safe: true, rest },
  unknownUnsafe: { type: 'unknown', error, safe: false, rest: null },
  rouse: { type: 'rouse' },
  retry: { type: 'retry' },
  recall: { type: 'recall' },
  reparent: { type: 'reparent', parent: 'p' },
  dropped: { type: 'dropped', error },
  discard: { type: 'discard', original: 'words' },
} satisfies Record<string, DraftEvent>;

/** The state after, 'gone', or nothing where the pair is refused. */
const expected: Record<DraftState, Partial<Record<keyof typeof events, DraftState | 'gone'>>> = {
  writing: { write: 'writing', erase: 'gone', queue: 'queued', reparent: 'writing', discard: 'gone' },
  queued: {
    claim: 'sending',
    posted: 'gone',
    held: 'held',
    rouse: 'queued',
    retry: 'queued',
    recall: 'writing',
    reparent: 'queued',
    discard: 'gone',
  },
  sending: {
    note: 'sending',
    posted: 'gone',
    held: 'held',
    refused: 'refused',
    signIn: 'waiting',
    unknownSafe: 'queued',
    unknownUnsafe: 'unconfirmed',
  },
  waiting: {
    posted: 'gone',
    held: 'held',
    retry: 'queued',
    recall: 'writing',
    reparent: 'waiting',
    discard: 'gone',
  },
  unconfirmed: {
    posted: 'gone',
    held: 'held',
    retry: 'queued',
    recall: 'writing',
    reparent: 'unconfirmed',
    discard: 'gone',
  },
  refused: {
    write: 'writing',
    erase: 'gone',
    posted: 'gone',
    held: 'held',
    retry: 'queued',
    recall: 'writing',
    reparent: 'refused',
    discard: 'gone',
  },
  held: { posted: 'gone', recall: 'writing', reparent: 'held', dropped: 'refused' },
};

for (const [state, legal] of Object.entries(expected) as [DraftState, (typeof expected)[DraftState]][]) {
  test(`a draft that is ${state} meets every event`, () => {
    for (const [name, event] of Object.entries(events) as [keyof typeof events, DraftEvent][]) {
      const before = Object.freeze(draftIn(state));
      const after = transition(before, event);
      const found = after === null ? 'gone' : after === 'illegal' ? undefined : after.state;
      assert.equal(found, legal[name], `${state} + ${name}`);
      if (after === null || after === 'illegal') continue;
      assert.equal(after.version, 8, `${state} + ${name} counts the version`);
      const { id, secret, endpoint, thread, parent, writer, created } = after;
      assert.deepEqual(
        { id, secret, created, endpoint, thread, parent, writer },
        { id: 'id', secret: 'secret', created: 1, ...scope, parent: name === 'reparent' ? 'p' : null },
        `${state} + ${name} changes nothing of what the draft is`,
      );
    }
  });
}

const move = (draft: Draft, ...path: DraftEvent[]): Draft =>
  path.reduce((before, event) => {
    const after = transition(before, event);
    if (after === null || after === 'illegal') throw new Error(`${before.state} + ${event.type}: ${String(after)}`);
    return after;
  }, draft);

test('writing keeps text and author, and the reason of a refusal until it is posted again', () => {
  const written = move(draftIn('refused', { error }), events.write);
  assert.equal(written.text, 'new words');
  assert.equal(written.author, null);
  assert.deepEqual(written.error, error);
  const queued = move(written, events.queue);
  assert.equal(queued.error, null);
  assert.equal(queued.order, 9);
  assert.equal(queued.text, 'last words');
});

test('each claim is an attempt, and posting again counts anew', () => {
  let draft = move(draftIn('writing'), events.queue);
  assert.equal(draft.attempts, 0);
  draft = move(draft, events.claim, events.unknownSafe, events.claim, events.unknownSafe);
  assert.equal(draft.attempts, 2);
  assert.equal(draft.order, 9, 'it keeps its place');
  assert.equal(move(draft, events.retry).attempts, 2);
  assert.equal(move(draft, events.recall, events.queue).attempts, 0);
});

test('an edit takes a higher revision exactly when the endpoint may hold this one', () => {
  const revisionAfter = (draft: Draft): number => move(draft, events.recall).revision;
  assert.equal(revisionAfter(draftIn('queued', { attempts: 0 })), 0, 'never sent');
  assert.equal(revisionAfter(draftIn('queued', { attempts: 1 })), 1, 'sent, no answer');
  assert.equal(revisionAfter(draftIn('unconfirmed')), 1, 'sent, no answer');
  assert.equal(revisionAfter(draftIn('refused')), 0, 'the only try was refused');
  assert.equal(revisionAfter(draftIn('refused', { attempts: 2 })), 1, 'a try before had no answer');
  assert.equal(revisionAfter(draftIn('waiting')), 0, 'the only try asked to sign in');
  assert.equal(revisionAfter(draftIn('waiting', { attempts: 2 })), 1, 'a try before had no answer');
  assert.equal(revisionAfter(draftIn('held')), 1, 'the endpoint has it');
  assert.equal(move(draftIn('refused', { attempts: 2 }), events.write).revision, 1, 'typing is enough');
  assert.equal(move(draftIn('writing', { revision: 4 }), events.write).revision, 4, 'and counts once');
  assert.equal(move(draftIn('held'), events.dropped).revision, 1, 'the endpoint had it');
});

test('a queued draft is above the revision of any receipt', () => {
  assert.equal(move(draftIn('writing', { revision: 1 }), { ...events.queue, revision: 3 }).revision, 3);
  assert.equal(move(draftIn('writing', { revision: 4 }), { ...events.queue, revision: 3 }).revision, 4);
});

test('recalling makes an edit only of what the endpoint holds', () => {
  assert.equal(move(draftIn('held'), events.recall).edit, true);
  assert.equal(move(draftIn('queued'), events.recall).edit, false);
  assert.equal(move(draftIn('queued', { edit: true }), events.recall).edit, true);
  assert.equal(move(draftIn('held', { edit: true }), events.dropped).edit, false);
});

test('the edit of a comment that awaits moderation goes back to being held, never out of the store', () => {
  const edited = move(draftIn('held'), events.recall, events.write);
  assert.deepEqual(edited.held, comment);
  const emptied = move(edited, events.erase);
  assert.equal(emptied.state, 'writing');
  const back = move(emptied, events.discard);
  assert.equal(back.state, 'held');
  assert.equal(back.text, 'words');
});

test('an outcome leaves its reason with the draft', () => {
  assert.deepEqual(move(draftIn('sending'), events.refused).error, error);
  assert.deepEqual(move(draftIn('sending'), events.unknownSafe).error, error);
  assert.deepEqual(move(draftIn('held'), events.dropped).error, error);
  assert.equal(move(draftIn('held'), events.dropped).held, null);
  assert.deepEqual(move(draftIn('sending'), events.held).held, comment);
  for (const event of [events.retry, events.discard]) {
    const after = transition(draftIn('refused', { error, held: comment }), event);
    assert.ok(after && after !== 'illegal');
    assert.equal(after.error, null);
  }
});

test('a pause begins with an unknown outcome, and ends with its time, the reader’s word or theirs to mend it', () => {
  const resting = move(draftIn('sending'), events.unknownSafe);
  assert.deepEqual(resting.rest, rest);
  for (const event of [events.rouse, events.retry, events.recall]) assert.equal(move(resting, event).rest, null);
});

test('each claim forgets the ids noted for the one before, as the next sending is another', () => {
  const noted = move(draftIn('sending'), events.note);
  assert.deepEqual(noted.seen, ['a', 'b']);
  const unconfirmed = move(noted, events.unknownUnsafe);
  assert.deepEqual(unconfirmed.seen, ['a', 'b'], 'they are what it is looked for with');
  assert.equal(move(unconfirmed, events.retry, events.claim).seen, null);
});

test('a comment held under an id of the backend’s own is not recalled: an edit would be a second one', () => {
  assert.equal(transition(draftIn('held', { held: { ...comment, id: '17' } }), events.recall), 'illegal');
});
