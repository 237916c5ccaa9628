/** Backends that give comments ids of their own: what has gone by the draft's id goes by theirs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Submission } from '../../src/adapters/adapter.ts';
import type { Draft } from '../../src/drafts/draft.ts';
import { listDrafts } from '../../src/drafts/list.ts';
import { author, commentOf, createOutbox, ScriptedAdapter, scope, settle } from './harness.ts';
import { keepBack } from '../support/keep-back.ts';

const setup = () => {
  let given = 0;
  const adapter = new ScriptedAdapter(false);
  adapter.answer = (submission) => ({ kind: 'posted', comment: named(submission, String(++given)) });
  return createOutbox({ adapter });
};

const named = (submission: Submission | Draft, id: string, status: 'published' | 'pending' = 'published') => ({
  ...commentOf(submission, status),
  id,
});

test('replies are moved under the comment in the transaction that records it', async () => {
  const { adapter, drafts, post, records } = setup();
  const answer = keepBack(adapter);
  const parent = await post('a comment');
  const reply = await post('a reply', { parent: parent.id });
  const { draft: begun } = await drafts.save(drafts.create({ ...scope, parent: parent.id }), 'begun', author);
  const other = await post('elsewhere', { parent: 'x' });
  await settle();
  const transact = records.transact.bind(records);
  const seen: unknown[] = [];
  records.transact = async (keys, decide) => {
    const writes = await transact(keys, decide);
    seen.push([
      await drafts.get(parent.id),
      (await drafts.get(reply.id))?.parent,
      (await drafts.get(begun!.id))?.parent,
    ]);
    return writes;
  };
  adapter.answer = () => new Promise(() => undefined);
  answer();
  await settle();
  assert.deepEqual(seen[0], [null, '1', '1'], 'nobody sees the one without the other');
  assert.equal((await drafts.get(other.id))?.parent, 'x');
  assert.ok((await drafts.get(reply.id))!.version > reply.version, 'and whoever has the old one is told');
});

test('the reply is then sent under the backend’s id', async () => {
  const { adapter, post } = setup();
  const parent = await post('a comment');
  await post('a reply', { parent: parent.id });
  await settle();
  await settle();
  assert.deepEqual(
    adapter.sent.map((submission) => submission.parent),
    [null, '1'],
  );
});

test('so is one that is queued later by a form that knows the old id', async () => {
  const { adapter, drafts, outbox, post } = setup();
  const parent = await post('a comment');
  const late = drafts.create({ ...scope, parent: parent.id });
  await settle();
  await outbox.post({ ...late, text: 'late', author });
  await settle();
  assert.equal(adapter.sent.at(-1)?.parent, '1');
});

test('so is one that was on its way when the comment got its id, as soon as it is sent again', async () => {
  const { drafts } = setup();
  const take = async (text: string, parent: string | null = null) => {
    const { draft } = await drafts.queue({ ...drafts.create({ ...scope, parent }), text, author });
    return (await drafts.apply(draft!, { type: 'claim' })).draft!;
  };
  const parent = await take('a comment');
  const reply = await take('a reply', parent.id);
  await drafts.confirm(parent, { type: 'posted', comment: named(parent, '7'), editSeconds: 60 });
  assert.equal((await drafts.get(reply.id))?.parent, parent.id, 'its sender finds it as it was');
  const { draft } = await drafts.apply(reply, { type: 'unknown', error: null, safe: true, rest: null });
  assert.equal(draft?.parent, '7');
});

test('a reply to a reply goes through both', async () => {
  const { adapter, post } = setup();
  const first = await post('first');
  const second = await post('second', { parent: first.id });
  await post('third', { parent: second.id });
  for (let i = 0; i < 4; i++) await settle();
  assert.deepEqual(
    adapter.sent.map(({ text, parent }) => [text, parent]),
    [
      ['first', null],
      ['second', '1'],
      ['third', '2'],
    ],
  );
});

test('a comment under another id offers no edit: that would be a second comment', async () => {
  const { drafts, post, records } = setup();
  await post('a comment');
  await settle();
  assert.deepEqual(await drafts.listSent(scope), new Set(['1']));
  assert.deepEqual((await listDrafts(records, scope.endpoint, scope.thread)).receipts, []);
});

test('held under another id it is kept and shown, cannot be edited, and leaves when it is published', async () => {
  const { adapter, drafts, outbox, post, stateOf } = setup();
  adapter.answer = (submission) => ({ kind: 'held', comment: named(submission, '7', 'pending') });
  const draft = await post('a comment');
  const reply = await post('a reply', { parent: draft.id });
  await settle();
  assert.equal((await drafts.get(draft.id))?.held?.id, '7');
  assert.equal((await drafts.get(reply.id))?.parent, '7');
  assert.equal((await outbox.recall(draft.id)).applied, false);
  assert.equal(await stateOf(draft.id), 'held');
  assert.equal((await outbox.publish(draft.id, named(adapter.sent[0]!, '7'))).applied, true);
  assert.equal(await stateOf(draft.id), undefined);
});
