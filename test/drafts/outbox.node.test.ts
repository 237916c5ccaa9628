import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../src/adapters/adapter.ts';
import type { Receipt } from '../../src/drafts/draft.ts';
import { author, createOutbox, failed, held, posted, settle } from './harness.ts';

const lost = failed('unknown', 'network');

test('a posted draft is sent as it is, and leaves a receipt', async () => {
  const { adapter, drafts, events, post, records } = createOutbox();
  const { id, secret } = await post('hello');
  await settle();
  const [{ signal, ...submission } = {}] = adapter.sent;
  assert.ok(signal);
  const words = { thread: '/a', parent: null, text: 'hello', author, writer: '' };
  assert.deepEqual(submission, { id, secret, ...words, revision: 0 });
  assert.equal(await drafts.get(id), null);
  assert.equal((await records.list<Receipt>('receipt:'))[0]?.until, 900_000);
  assert.deepEqual(
    events.map((event) => [event.id, event.thread, event.draft?.state, event.comment?.id]),
    [
      [id, '/a', 'queued', undefined],
      [id, '/a', 'sending', undefined],
      [id, '/a', undefined, id],
    ],
  );
});

test('drafts go one at a time, in the order they were posted', async () => {
  const { adapter, post } = createOutbox();
  let running = 0;
  adapter.answer = async (submission) => {
    assert.equal(++running, 1);
    await settle();
    running--;
    return posted(submission);
  };
  await Promise.all(['1', '2', '3', '4'].map((text) => post(text)));
  for (let i = 0; i < 10; i++) await settle();
  assert.deepEqual(adapter.texts, ['1', '2', '3', '4']);
});

test('a stuck draft blocks nobody but the reply that needs it', async () => {
  const { adapter, post, stateOf, timers } = createOutbox();
  adapter.answer = (submission) => (submission.text === 'stuck' ? lost : posted(submission));
  const stuck = await post('stuck');
  const reply = await post('reply', { parent: stuck.id });
  const deeper = await post('reply to the reply', { parent: reply.id });
  await post('another');
  await post('elsewhere', { thread: '/b' });
  await settle();
  assert.deepEqual(adapter.texts, ['stuck', 'another', 'elsewhere']);
  adapter.answer = posted;
  await timers.advance(1000);
  assert.deepEqual(adapter.texts.slice(3), ['stuck', 'reply', 'reply to the reply']);
  assert.equal(await stateOf(deeper.id), undefined);
});

test('a reply waits while its parent is being mended, and goes when that is given up', async () => {
  const { adapter, outbox, post, stateOf } = createOutbox();
  adapter.answer = (submission) => (submission.text === 'bad' ? failed('refused', 'refused') : posted(submission));
  const parent = await post('bad');
  const reply = await post('reply', { parent: parent.id });
  await settle();
  assert.equal(await stateOf(parent.id), 'refused');
  await outbox.recall(parent.id);
  await settle();
  assert.equal(await stateOf(reply.id), 'queued');
  await outbox.discard(parent.id);
  await settle();
  assert.equal(await stateOf(reply.id), undefined);
});

test('a reply to a held comment, or to one that is being edited, goes', async () => {
  const { adapter, drafts, post, records } = createOutbox();
  adapter.answer = held;
  const parent = await post('held');
  await settle();
  adapter.answer = posted;
  await post('reply', { parent: parent.id });
  const other = await post('posted');
  await settle();
  const receipt = (await records.list<Receipt>('receipt:')).find(({ id }) => id === other.id);
  assert.ok(receipt);
  await drafts.save(drafts.createEdit(receipt), 'an edit in the making', author);
  await post('reply to the edited', { parent: other.id });
  await settle();
  assert.deepEqual(adapter.texts, ['held', 'reply', 'posted', 'reply to the edited']);
});

test('each outcome leads to its state, and its event carries what came', async () => {
  const outcomes: [Outcome | 'held', string][] = [
    ['held', 'held'],
    [failed('refused', 'forbidden', { detail: 'Not you.', fields: [{ field: 'name', detail: 'No.' }] }), 'refused'],
    [{ kind: 'signIn' }, 'waiting'],
    [lost, 'queued'],
  ];
  for (const [outcome, state] of outcomes) {
    const { adapter, events, post, drafts } = createOutbox();
    adapter.answer = (submission) => (outcome === 'held' ? held(submission) : outcome);
    const { id } = await post('hello');
    await settle();
    const draft = await drafts.get(id);
    assert.equal(draft?.state, state);
    const event = events.at(-1);
    assert.equal(event?.comment?.id, outcome === 'held' ? id : undefined);
    assert.equal(event?.error ?? null, outcome !== 'held' && 'error' in outcome ? outcome.error : null);
    if (state === 'refused') {
      const fields = [{ field: 'name', detail: 'No.' }];
      assert.deepEqual(draft.error, { code: 'forbidden', message: 'a scripted forbidden', detail: 'Not you.', fields });
    }
  }
});

test('an adapter that hangs or throws holds nobody up', async () => {
  const { adapter, post, timers, stateOf } = createOutbox();
  adapter.answer = ({ text }) => {
    if (text === 'throws') throw new Error('a broken adapter');
    return new Promise(() => undefined);
  };
  const hangs = await post('hangs');
  const throws = await post('throws');
  await timers.advance(9000);
  assert.deepEqual([await stateOf(hangs.id), await stateOf(throws.id)], ['queued', 'queued']);
  assert.equal(adapter.sent[0]?.signal?.aborted, true);
});

test('drafts of another writer or endpoint are never sent', async () => {
  let writer = '';
  const { adapter, outbox, post, stateOf } = createOutbox({ writer: () => writer });
  const ada = await post('of Ada', { writer: 'ada' });
  const other = await post('of another endpoint', { endpoint: 'https://other.test' });
  await settle();
  assert.deepEqual(adapter.texts, []);
  writer = 'ada';
  outbox.wake();
  await settle();
  assert.deepEqual(adapter.texts, ['of Ada']);
  assert.equal(await stateOf(ada.id), undefined);
  assert.equal(await stateOf(other.id), 'queued');
});

test('who signs out between the claim and the sending is not sent for', async () => {
  let asked = 0;
  // The writer is asked for when a draft is chosen, and once more before it goes.
  const { adapter, post, stateOf } = createOutbox({ writer: () => (++asked === 1 ? 'ada' : '') });
  const { id } = await post('of Ada', { writer: 'ada' });
  await settle();
  assert.ok(asked > 1);
  assert.equal(adapter.sent.length, 0);
  assert.equal(await stateOf(id), 'queued');
});

test('a draft that waits for sign-in is tried as soon as its writer may be back, and for nobody else', async () => {
  let writer = 'ada';
  const { adapter, outbox, post, stateOf } = createOutbox({ writer: () => writer });
  adapter.answer = () => ({ kind: 'signIn' });
  const { id } = await post('hello', { writer: 'ada' });
  await settle();
  await post('another', { writer: 'ada' });
  await settle();
  assert.deepEqual(adapter.texts, ['hello', 'another'], 'not because something else is sent');
  outbox.wake();
  await settle();
  assert.equal(adapter.sent.length, 4, 'the site may have another token now');
  writer = '';
  outbox.wake();
  await settle();
  assert.equal(adapter.sent.length, 4);
  assert.equal(await stateOf(id), 'waiting');
  writer = 'ada';
  adapter.answer = posted;
  outbox.wake();
  await settle();
  assert.equal(await stateOf(id), undefined);
});
