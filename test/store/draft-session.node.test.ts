import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import { MemoryRecords } from '../../src/storage/memory-records.ts';
import { DraftSession } from '../../src/store/draft-session.ts';
import { makeReceipt } from '../support/drafts.ts';

test('an edit whose record another page has sent meanwhile stays an edit, and becomes no second comment', async () => {
  const drafts = new DraftStore(new MemoryRecords());
  const session = new DraftSession(drafts.createEdit(makeReceipt('a')), drafts, () => undefined);
  await session.save('Half mended', { name: 'Ada' });
  await drafts.forget('a');
  const { draft } = await session.submit('Mended', { name: 'Ada' }, (current) => drafts.queue(current));
  assert.deepEqual([draft?.id, draft?.edit, draft?.state, draft?.text], ['a', true, 'queued', 'Mended']);
});
