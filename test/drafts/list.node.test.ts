import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import { forgetGuest, recallGuest, rememberGuest } from '../../src/drafts/guest.ts';
import { listDrafts } from '../../src/drafts/list.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { author, commentOf, scope } from './harness.ts';

test('a thread lists its own drafts and the receipts that still allow an edit', async () => {
  const records = new MemoryRecords();
  let now = Date.now();
  const drafts = new DraftStore(records, { clock: () => now });
  const send = async (text: string) => {
    const { draft } = await drafts.queue({ ...drafts.create(scope), text, author });
    assert.ok(draft);
    const claimed = await drafts.apply(draft, { type: 'claim' });
    assert.ok(claimed.draft);
    await drafts.apply(claimed.draft, { type: 'posted', comment: commentOf(claimed.draft), editSeconds: 60 });
  };
  await drafts.save(drafts.create(scope), 'here', author);
  await drafts.save(drafts.create({ ...scope, thread: '/b' }), 'in another thread', author);
  await drafts.save(drafts.create({ ...scope, endpoint: 'https://other.test' }), 'of another endpoint', author);
  await send('just now');
  now -= 120_000;
  await send('two minutes ago');

  const found = await listDrafts(records, scope.endpoint, scope.thread);
  assert.deepEqual(
    found.drafts.map(({ text }) => text),
    ['here'],
  );
  assert.deepEqual(
    found.receipts.map(({ text }) => text),
    ['just now'],
  );
});

test('a guest is remembered, replaced and forgotten', async () => {
  const records = new MemoryRecords();
  assert.equal(await recallGuest(records), null);
  await rememberGuest(records, author);
  await rememberGuest(records, { name: 'Grace', email: 'grace@example.org' });
  assert.deepEqual(await recallGuest(records), { name: 'Grace', email: 'grace@example.org' });
  await forgetGuest(records);
  assert.equal(await recallGuest(records), null);
});
