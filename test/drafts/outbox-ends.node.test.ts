import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DraftChangeEvent } from '../../src/drafts/draft-change-event.ts';
import { CommentThreadError } from '../../src/errors.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { createOutbox, failed, posted, settle } from './harness.ts';

const lost = failed('unknown', 'network');

test('an answer that comes although the outbox was stopped still counts', async () => {
  const { adapter, outbox, post, stateOf } = createOutbox();
  adapter.answer = (submission) => {
    outbox.stop();
    return posted(submission);
  };
  const { id } = await post('hello');
  await settle();
  assert.equal(await stateOf(id), undefined);
});

test('a storage that fails is reported, and the outbox comes back by itself', async () => {
  const records = new MemoryRecords();
  const { adapter, post, reports, stateOf, timers } = createOutbox({ records });
  const list = records.list.bind(records);
  const { id } = await (async () => {
    records.list = () => Promise.reject(new CommentThreadError('storage', 'a scripted failure'));
    return post('hello');
  })();
  await settle();
  assert.deepEqual(
    reports.map(({ code }) => code),
    ['storage'],
  );
  assert.equal(adapter.sent.length, 0);
  await timers.advance(1000);
  assert.equal(reports.length, 2);
  records.list = list;
  await timers.advance(2000);
  assert.equal(await stateOf(id), undefined);

  records.list = () => Promise.reject(new CommentThreadError('storage', 'a scripted failure'));
  await post('and again, long after');
  await settle();
  await timers.advance(999);
  assert.equal(reports.length, 3);
  await timers.advance(1);
  assert.equal(reports.length, 4, 'the pauses begin anew');
});

test('what is posted while the lease is being given back goes too', async () => {
  const { adapter, outbox, post } = createOutbox({
    lease: async (_, work) => {
      await work(true);
      await settle();
    },
  });
  outbox.wake();
  for (let i = 0; i < 3; i++) await Promise.resolve();
  await post('first');
  // The work is over as soon as all promises are, the lease only after that.
  await new Promise<void>((resolve) => process.nextTick(resolve));
  assert.deepEqual(adapter.texts, ['first']);
  await post('second');
  for (let i = 0; i < 4; i++) await settle();
  assert.deepEqual(adapter.texts, ['first', 'second']);
});

test('stopped between the claim and the sending, a draft goes back unsent', async () => {
  const { adapter, outbox, post, stateOf } = createOutbox();
  outbox.addEventListener('draft-change', (event) => {
    if (event instanceof DraftChangeEvent && event.draft?.state === 'sending') outbox.stop();
  });
  const { id } = await post('hello');
  await settle();
  assert.equal(adapter.sent.length, 0);
  assert.equal(await stateOf(id), 'queued');
});

test('a stopped outbox has no timer left, starts none, asks for no lease, and still queues', async () => {
  let leases = 0;
  const { adapter, outbox, post, stateOf, timers } = createOutbox({
    lease: (_, work) => {
      leases++;
      return work(true);
    },
  });
  adapter.answer = () => lost;
  await post('hello');
  await settle();
  assert.equal(timers.size, 1);
  outbox.stop();
  assert.equal(timers.size, 0);
  const before = leases;
  const { id } = await post('after the end');
  outbox.wake();
  await settle();
  assert.equal(leases, before);
  assert.equal(await stateOf(id), 'queued');
  assert.equal(adapter.sent.length, 1);
});
