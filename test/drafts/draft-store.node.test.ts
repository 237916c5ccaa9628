import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DraftStore, type Change } from '../../src/drafts/draft-store.ts';
import type { Draft, Receipt } from '../../src/drafts/draft.ts';
import type { DraftEvent } from '../../src/drafts/transitions.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { author, commentOf, passTime, scope } from './harness.ts';

const setup = () => {
  const records = new MemoryRecords();
  const time = { now: 1_000_000 };
  const drafts = new DraftStore(records, { clock: () => time.now });
  const receipts = () => records.list<Receipt>('receipt:');
  const write = async (text = 'words') => draftOf(await drafts.save(drafts.create(scope), text, author));
  const run = async (draft: Draft, ...events: DraftEvent[]): Promise<Draft> => {
    let now = draft;
    for (const event of events) now = draftOf(await drafts.apply(now, event));
    return now;
  };
  const post = async (draft: Draft, editSeconds = 60): Promise<Receipt> => {
    const sending = await run(draftOf(await drafts.queue(draft)), { type: 'claim' });
    await drafts.apply(sending, { type: 'posted', comment: commentOf(sending), editSeconds });
    const receipt = (await receipts()).find(({ id }) => id === draft.id);
    assert.ok(receipt);
    return receipt;
  };
  const pass = (milliseconds: number): Promise<void> => passTime(milliseconds, time, drafts);
  return { records, time, drafts, pass, receipts, write, run, post };
};

const draftOf = ({ applied, draft }: Change): Draft => {
  assert.ok(applied && draft);
  return draft;
};

test('a new draft is in the store from its first word, and out of it with its last', async () => {
  const { drafts, records } = setup();
  const created = drafts.create(scope);
  assert.deepEqual(await records.list(''), []);
  const draft = draftOf(await drafts.save(created, 'w', author));
  assert.deepEqual(await records.list(''), [draft]);
  assert.deepEqual(await drafts.save(draft, '  ', author), { applied: true, draft: null, isSent: false });
  assert.deepEqual(await records.list(''), []);
});

test('of two who change the same version one wins, and the other is shown the record', async () => {
  const { drafts, write } = setup();
  const draft = await write();
  const [first, second] = await Promise.all([drafts.save(draft, 'mine', author), drafts.save(draft, 'theirs', author)]);
  assert.equal(first.applied, true);
  assert.deepEqual(second, { applied: false, draft: first.draft, isSent: false });
  assert.deepEqual(await drafts.get(draft.id), first.draft);
});

test('ten claims of one draft: one sender', async () => {
  const { drafts, write } = setup();
  const queued = draftOf(await drafts.queue(await write()));
  const claims = await Promise.all(Array.from({ length: 10 }, () => drafts.apply(queued, { type: 'claim' })));
  assert.equal(claims.filter(({ applied }) => applied).length, 1);
});

test('a draft that is gone does not come back by a late save', async () => {
  const { drafts, write, post, records } = setup();
  const draft = await write();
  await post(draft);
  assert.deepEqual(await drafts.save(draft, 'late', author), { applied: false, draft: null, isSent: false });
  assert.deepEqual(await drafts.save(draft, 'words', author), { applied: false, draft: null, isSent: true });
  assert.deepEqual(await records.list('draft:'), []);
});

test('an event that may not meet the state changes nothing', async () => {
  const { drafts, write } = setup();
  const draft = await write();
  assert.deepEqual(await drafts.apply(draft, { type: 'claim' }), { applied: false, draft, isSent: false });
  assert.deepEqual(await drafts.get(draft.id), draft);
});

test('queueing numbers the order of sending, whatever the clock says, and takes the last words with it', async () => {
  const { drafts, time, write, run } = setup();
  const first = draftOf(await drafts.queue({ ...(await write()), text: 'the last words' }));
  time.now -= 1e12;
  const second = draftOf(await drafts.queue({ ...drafts.create(scope), text: 'never saved before', author }));
  assert.deepEqual([first.order, first.text], [1, 'the last words']);
  assert.deepEqual([second.order, second.text], [2, 'never saved before']);
  const again = draftOf(await drafts.queue(await run(first, { type: 'recall' })));
  assert.equal(again.order, 3);
  assert.deepEqual(
    (await drafts.list(scope.endpoint)).map(({ order }) => order),
    [2, 3],
  );
});

test('posting swaps the record for a receipt', async () => {
  const { drafts, records, post, write } = setup();
  const draft = await write();
  const { endpoint, thread, parent } = scope;
  const { id, secret } = draft;
  assert.deepEqual(await post(draft), {
    id,
    comment: id,
    endpoint,
    thread,
    parent,
    secret,
    revision: 0,
    next: 1,
    version: 3,
    text: 'words',
    author,
    writer: '',
    until: 1_060_000,
    due: 86_460_000,
  });
  assert.equal(await drafts.get(id), null);
  assert.equal((await records.list('')).length, 2, 'the receipt and the counter');
});

test('an edit is the same comment, one revision up, and does not prolong the time to edit', async () => {
  const { drafts, time, post, write } = setup();
  const receipt = await post(await write());
  const edit = drafts.createEdit(receipt);
  assert.deepEqual(
    [edit.id, edit.secret, edit.text, edit.author, edit.revision, edit.edit, edit.version],
    [receipt.id, receipt.secret, 'words', author, 1, true, 0],
  );
  time.now += 30_000;
  const after = await post(draftOf(await drafts.save(edit, 'better words', author)));
  assert.deepEqual([after.revision, after.text, after.until], [1, 'better words', receipt.until]);
});

test('an edit begun before another was posted goes above it', async () => {
  const { drafts, post, write } = setup();
  const receipt = await post(await write());
  const mine = drafts.createEdit(receipt);
  await post({ ...drafts.createEdit(receipt), text: 'of another tab' });
  const queued = draftOf(await drafts.queue({ ...mine, text: 'mine' }));
  assert.equal(queued.revision, 2);
});

test('a second edit of the same comment meets the first', async () => {
  const { drafts, post, write } = setup();
  const receipt = await post(await write());
  const first = draftOf(await drafts.save(drafts.createEdit(receipt), 'first', author));
  assert.deepEqual(await drafts.save(drafts.createEdit(receipt), 'second', author), {
    applied: false,
    draft: first,
    isSent: false,
  });
});

test('a held comment keeps its original words through an edit that is given up', async () => {
  const { drafts, run, write } = setup();
  const sending = await run(draftOf(await drafts.queue(await write())), { type: 'claim' });
  const comment = commentOf(sending, 'pending');
  const edited = await run(
    sending,
    { type: 'held', comment, editSeconds: 60 },
    { type: 'recall' },
    { type: 'write', text: '', author },
  );
  const back = draftOf(await drafts.discard(edited));
  assert.deepEqual([back.state, back.text, back.held], ['held', 'words', comment]);
});

test('receipts are swept a day after the time to edit, but for those of comments that await moderation', async () => {
  const { drafts, pass, receipts, run, write, post } = setup();
  await drafts.sweep();
  await post(await write('old'));
  const waiting = await run(draftOf(await drafts.queue(await write('held'))), { type: 'claim' });
  await run(waiting, { type: 'held', comment: commentOf(waiting, 'pending'), editSeconds: 60 });
  await pass(59_000);
  await post(await write('new'));
  await pass(86_400_999);
  assert.equal((await receipts()).length, 3, 'not before its time');
  await pass(1);
  assert.deepEqual((await receipts()).map(({ text }) => text).sort(), ['held', 'new']);
});

test('a clock that is set, forth or back, ends no receipt', async () => {
  const { drafts, time, receipts, write, post } = setup();
  await drafts.sweep();
  await post(await write());
  for (const years of [10, -20, 5]) {
    time.now += years * 365 * 86_400_000;
    await drafts.sweep();
    assert.equal((await receipts()).length, 1);
  }
});

test('forgetting removes a deleted comment’s draft and receipt', async () => {
  const { drafts, records, post, write } = setup();
  const receipt = await post(await write());
  await drafts.save(drafts.createEdit(receipt), 'an edit', author);
  await drafts.forget(receipt);
  assert.deepEqual(await records.list(''), [1], 'the counter alone');
});

test('the endpoint’s late word counts for the revision that was sent, and for no other', async () => {
  const { drafts, run, write } = setup();
  const sent = await run(draftOf(await drafts.queue(await write())), { type: 'claim' });
  const confirmed = { type: 'posted', comment: commentOf(sent), editSeconds: 60 } as const;
  const taken = await run(sent, { type: 'unknown', error: null, safe: true, rest: null }, { type: 'claim' });
  assert.deepEqual(await drafts.confirm(sent, confirmed), { applied: true, draft: null, isSent: false });
  assert.deepEqual(await drafts.confirm(taken, confirmed), { applied: false, draft: null, isSent: false });

  const other = await run(draftOf(await drafts.queue(await write())), { type: 'claim' });
  const edited = await run(other, { type: 'unknown', error: null, safe: true, rest: null }, { type: 'recall' });
  assert.deepEqual(await drafts.confirm(other, { ...confirmed, comment: commentOf(other) }), {
    applied: false,
    draft: edited,
    isSent: false,
  });
});
