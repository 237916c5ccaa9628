import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { draftKey, receiptKey } from '../../src/drafts/list.ts';
import { CommentThreadError } from '../../src/errors.ts';
import type { Mine } from '../../src/model/comment.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { loadOwn, loadViewer } from '../../src/store/personal.ts';
import { makePage } from '../support/comments.ts';
import { makeDraft, makeReceipt } from '../support/drafts.ts';
import { openStore } from './harness.ts';

const mine: Mine = { viewer: { id: 'v', name: 'Vera', moderator: false }, may: new Map([['a', new Set(['edit'])]]) };

describe('what this browser holds', () => {
  it('is that of this thread at this endpoint, and of receipts those that still allow an edit', async () => {
    const { store } = openStore(makePage());
    const records = new MemoryRecords();
    const until = Date.now() + 60_000;
    const drafts = [
      makeDraft('here'),
      makeDraft('elsewhere', { thread: '/b' }),
      makeDraft('other endpoint', { endpoint: 'https://other.test' }),
    ];
    const receipts = [makeReceipt('own', { until }), makeReceipt('expired', { until: Date.now() - 1 })];
    const written = new Map<string, unknown>([
      ...drafts.map((draft) => [draftKey(draft.id), draft] as const),
      ...receipts.map((receipt) => [receiptKey(receipt), receipt] as const),
    ]);
    await records.transact([], () => written);
    await loadOwn(store, records);
    assert.deepEqual([[...store.state.drafts.keys()], [...store.state.receipts.keys()]], [['here'], ['own']]);
  });

  it('that cannot be read is told, and the thread stays', async () => {
    const { store, errors } = openStore(makePage());
    await store.load();
    const records = new MemoryRecords();
    records.list = () => Promise.reject(new DOMException('gone', 'InvalidStateError'));
    await loadOwn(store, records);
    assert.deepEqual([store.state.phase, errors.map(({ code }) => code)], ['ready', ['storage']]);
  });
});

describe('who is signed in', () => {
  it('is asked of the adapter', async () => {
    const { store, adapter } = openStore(makePage());
    adapter.viewer = mine;
    await loadViewer(store);
    assert.equal(store.state.mine, mine);
  });

  it('is nobody where the adapter has no such notion', async () => {
    const { store, adapter } = openStore(makePage());
    Object.assign(adapter, { mine: undefined });
    await loadViewer(store);
    assert.equal(store.state.mine, null);
  });

  it('that cannot be asked is told, unless nobody waits any more', async () => {
    const { store, adapter, errors } = openStore(makePage());
    const down = new CommentThreadError('http', 'The endpoint answered 500');
    Object.assign(adapter, { mine: () => Promise.reject(down) });
    await loadViewer(store);
    assert.deepEqual(errors, [down]);
    const asking = loadViewer(store);
    store.abort();
    await asking;
    assert.deepEqual(errors, [down]);
  });
});
