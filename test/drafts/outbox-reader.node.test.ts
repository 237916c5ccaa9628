import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CommentThreadError } from '../../src/errors.ts';
import { author, commentOf, createOutbox, failed, held, posted, settle } from './harness.ts';

const lost = failed('unknown', 'network');

test('recalling takes a draft back under a higher revision, and an edit of it wins over a late copy', async () => {
  const { adapter, drafts, outbox, post } = createOutbox();
  adapter.answer = () => lost;
  const { id } = await post('hello');
  await settle();
  const { draft } = await outbox.recall(id);
  assert.ok(draft);
  assert.deepEqual([draft.state, draft.revision], ['writing', 1]);
  adapter.answer = posted;
  const saved = await drafts.save(draft, 'hello again', author);
  assert.ok(saved.draft);
  await outbox.post(saved.draft);
  await settle();
  assert.deepEqual([adapter.sent.at(-1)?.id, adapter.sent.at(-1)?.revision], [id, 1]);
});

test('a draft on its way is neither recalled nor discarded', async () => {
  const { adapter, outbox, post } = createOutbox();
  adapter.answer = () => new Promise(() => undefined);
  const { id } = await post('hello');
  await settle();
  assert.equal((await outbox.recall(id)).applied, false);
  assert.equal((await outbox.discard(id)).applied, false);
  assert.deepEqual(await outbox.retry('unheard of'), { applied: false, draft: null, isSent: false });
});

test('moderation that published, dropped or has not looked yet', async () => {
  const { adapter, events, outbox, post, records, stateOf } = createOutbox();
  adapter.answer = held;
  const first = await post('first');
  await settle();
  adapter.stands = commentOf(first, 'pending');
  assert.equal((await outbox.check(first.id)).applied, false);
  adapter.stands = commentOf(first);
  assert.deepEqual(await outbox.check(first.id), { applied: true, draft: null, isSent: false });
  assert.equal(events.at(-1)?.comment, adapter.stands);
  assert.equal((await records.list('receipt:')).length, 1);

  const second = await post('second');
  await settle();
  adapter.stands = null;
  await outbox.check(second.id);
  assert.equal(await stateOf(second.id), 'refused');
  assert.equal(events.at(-1)?.error?.code, 'not-found');

  const waiting = await post('third');
  await settle();
  assert.equal(await stateOf(waiting.id), 'held');
  adapter.read = () => Promise.reject(new CommentThreadError('network', 'no'));
  await assert.rejects(outbox.check(waiting.id), { code: 'network' });
});

test('what was given up comes back as it was, at the reader’s word', async () => {
  const { adapter, events, outbox, post, stateOf } = createOutbox();
  adapter.answer = () => failed('refused', 'closed');
  const { id } = await post('hello');
  await settle();
  const refused = events.at(-1)?.draft;
  assert.ok(refused);
  await outbox.discard(id);
  const { applied, draft } = await outbox.restore(refused);
  assert.equal(applied, true);
  assert.deepEqual(draft, { ...refused, version: refused.version + 1 });
  assert.equal(events.at(-1)?.draft?.text, 'hello');
  assert.equal((await outbox.restore(refused)).applied, false, 'once');
  assert.equal(await stateOf(id), 'refused');
});

test('a queued draft that was given up and comes back is sent, and takes up its pause again', async () => {
  const { adapter, drafts, outbox, post, stateOf, timers } = createOutbox();
  adapter.answer = () => lost;
  const { id } = await post('hello');
  await settle();
  const queued = await drafts.get(id);
  assert.ok(queued);
  await outbox.discard(id);
  adapter.answer = posted;
  await outbox.restore(queued);
  await timers.advance(999);
  assert.equal(await stateOf(id), 'queued');
  await timers.advance(1);
  assert.equal(await stateOf(id), undefined);
});
