/** What is left on the device of drafts that were sent, given up or put back, and under which names. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DraftStore, type Change } from '../../src/drafts/draft-store.ts';
import type { Draft, Receipt } from '../../src/drafts/draft.ts';
import { rememberGuest } from '../../src/drafts/guest.ts';
import { listDrafts, receiptKey } from '../../src/drafts/list.ts';
import type { DraftEvent } from '../../src/drafts/transitions.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { noon } from '../support/comments.ts';
import { makeReceipt } from '../support/drafts.ts';
import { author, commentOf, passTime, scope } from './harness.ts';

const day = 86_400_000;
const lost: DraftEvent = { type: 'unknown', error: null, safe: true, rest: null };
const unconfirmed: DraftEvent = { ...lost, safe: false };

const setup = () => {
  const records = new MemoryRecords();
  const time = { now: noon };
  const drafts = new DraftStore(records, { clock: () => time.now });
  const receipts = () => records.list<Receipt>('receipt:');
  const run = async (draft: Draft, ...events: DraftEvent[]): Promise<Draft> => {
    let now = draft;
    for (const event of events) now = draftOf(await drafts.apply(now, event));
    return now;
  };
  const send = async (text = 'Words', about: Partial<Draft> = {}): Promise<Draft> =>
    run(draftOf(await drafts.queue({ ...drafts.create(scope), ...about, text, author })), { type: 'claim' });
  const confirm = (draft: Draft, id = draft.id, type: 'posted' | 'held' = 'posted'): Promise<Change> =>
    drafts.confirm(draft, { type, comment: { ...commentOf(draft), id }, editSeconds: 60 });
  const pass = (milliseconds: number): Promise<void> => passTime(milliseconds, time, drafts);
  return { records, time, drafts, pass, receipts, run, send, confirm };
};

const draftOf = ({ applied, draft }: Change): Draft => {
  assert.ok(applied && draft, 'the change was made');
  return draft;
};

describe('the records', () => {
  it('go by names that the next version of the script will look for', async () => {
    const { records, drafts, send, confirm } = setup();
    const { draft } = await drafts.save(drafts.create(scope), 'Words', author);
    const sent = await send();
    await confirm(sent);
    await rememberGuest(records, author);
    await drafts.sweep();
    const { endpoint, thread } = scope;
    const keys = ['counter', 'guest', `draft:${draft!.id}`, `receipt:${endpoint} ${thread} ${sent.id}`, 'age'];
    await records.transact(keys, ([counter, guest, kept, receipt, age]) => {
      assert.deepEqual(age, { age: 0, at: noon });
      assert.deepEqual([counter, guest], [1, author]);
      assert.equal((kept as Draft).text, 'Words');
      assert.equal((receipt as Receipt).comment, sent.id);
      return null;
    });
    assert.equal((await records.list('')).length, keys.length);
  });

  it('begin empty, where the comment belongs', () => {
    const { drafts } = setup();
    const draft = drafts.create({ ...scope, parent: 'p', writer: 'ada' });
    const { endpoint, thread, parent, writer, state, text, version, created } = draft;
    assert.deepEqual({ endpoint, thread, parent, writer }, { ...scope, parent: 'p', writer: 'ada' });
    assert.deepEqual([state, text, draft.author, version, created], ['writing', '', null, 0, noon]);
  });

  it('of an edit are where the comment is', () => {
    const { drafts } = setup();
    const place = { endpoint: 'https://other.test', thread: '/b', parent: 'p', writer: 'ada' };
    const { endpoint, thread, parent, writer } = drafts.createEdit(makeReceipt('c', place));
    assert.deepEqual({ endpoint, thread, parent, writer }, place);
  });
});

describe('a draft that was sent without an answer and then given up', () => {
  for (const [how, before] of [
    ['asked about', [unconfirmed]],
    ['queued again', [lost]],
    ['taken back under a higher revision', [lost, { type: 'recall' }]],
  ] as const) {
    it(`leaves the proof that it is the reader’s own, should it turn up: ${how}`, async () => {
      const { time, drafts, pass, receipts, run, send } = setup();
      const draft = await run(await send(), ...before);
      assert.equal((await drafts.discard(draft)).applied, true);
      const [receipt] = await receipts();
      const { id, secret } = draft;
      assert.deepEqual(
        [receipt?.id, receipt?.comment, receipt?.secret, receipt?.text, receipt?.until],
        [id, null, secret, 'Words', time.now + day],
      );
      await drafts.sweep();
      await pass(2 * day - 1);
      assert.equal((await receipts()).length, 1);
      await pass(1);
      assert.deepEqual(await receipts(), []);
    });
  }

  it('is not said to be posted: nobody has said so', async () => {
    const { drafts, run, send } = setup();
    const draft = await run(await send(), unconfirmed);
    await drafts.discard(draft);
    assert.equal(await drafts.getReceipt(draft), null);
    assert.deepEqual(await drafts.listSent(scope), new Set());
    assert.equal((await drafts.save(draft, 'Words', author)).isSent, false);
  });

  it('leaves nothing when it cannot have arrived', async () => {
    const { drafts, receipts, run, send } = setup();
    const refused = { code: 'refused', message: 'No', fields: [] } as const;
    const written = draftOf(await drafts.save(drafts.create(scope), 'Words', author));
    const queued = draftOf(await drafts.queue({ ...drafts.create(scope), text: 'Words', author }));
    const answered = await run(await send(), { type: 'refused', error: refused });
    for (const draft of [written, queued, answered]) assert.equal((await drafts.discard(draft)).applied, true);
    assert.deepEqual(await receipts(), []);
  });

  it('leaves nothing while it is kept, whatever else is done with it', async () => {
    const { receipts, run, send } = setup();
    await run(await send(), lost, { type: 'claim' }, unconfirmed, { type: 'retry' }, { type: 'recall' });
    assert.deepEqual(await receipts(), []);
  });

  it('keeps the proof it had, where it was an edit', async () => {
    const { drafts, receipts, run, send, confirm } = setup();
    await confirm(await send());
    const [before] = await receipts();
    const edit = draftOf(await drafts.queue({ ...drafts.createEdit(before!), text: 'Better words' }));
    const given = await run(edit, { type: 'claim' }, unconfirmed);
    await drafts.discard(given);
    const [after] = await receipts();
    assert.deepEqual(after, { ...before, next: 2, version: given.version });
  });

  it('gives no later edit the revision it had, or the later one would be taken for it', async () => {
    const { drafts, receipts, run, send, confirm } = setup();
    await confirm(await send());
    const [receipt] = await receipts();
    const opened = drafts.createEdit(receipt!);
    const edit = draftOf(await drafts.queue({ ...drafts.createEdit(receipt!), text: 'Better words' }));
    await drafts.discard(await run(edit, { type: 'claim' }, lost));
    assert.equal(drafts.createEdit((await receipts())[0]!).revision, 2);
    const later = draftOf(await drafts.queue({ ...opened, text: 'The best words' }));
    assert.equal(later.revision, 2, 'nor one that was opened before');
    await drafts.discard(later);
    assert.equal((await receipts())[0]?.next, 3);
  });

  it('gives none its revision when it was taken back and emptied either', async () => {
    const { drafts, receipts, run, send, confirm } = setup();
    await confirm(await send());
    const [receipt] = await receipts();
    const edit = draftOf(await drafts.queue({ ...drafts.createEdit(receipt!), text: 'Better words' }));
    const back = await run(edit, { type: 'claim' }, lost, { type: 'recall' });
    assert.deepEqual(await drafts.save(back, '', author), { applied: true, draft: null, isSent: false });
    assert.ok((await receipts())[0]!.next > edit.revision);
  });
});

describe('a draft that the endpoint has', () => {
  it('has a receipt that says so, and is among what was sent from here', async () => {
    const { drafts, send, confirm } = setup();
    const sent = await send();
    assert.equal(await drafts.getReceipt(sent), null);
    await confirm(sent, '7');
    assert.equal((await drafts.getReceipt(sent))?.comment, '7');
    assert.deepEqual(await drafts.listSent(scope), new Set(['7']));
  });

  it('is not begun anew by the form in which it was written before anything of it was kept', async () => {
    const { drafts, records, send, confirm } = setup();
    const created = drafts.create(scope);
    await confirm(await send('Words', created));
    assert.deepEqual(await drafts.save(created, 'Words', author), { applied: false, draft: null, isSent: true });
    assert.deepEqual(await drafts.save(created, 'More words', author), { applied: false, draft: null, isSent: false });
    assert.deepEqual(await records.list('draft:'), []);
  });

  it('is what was sent of it, and not what an edit in the making happens to say', async () => {
    const { drafts, receipts, send, confirm } = setup();
    await confirm(await send());
    const [receipt] = await receipts();
    const first = draftOf(await drafts.save(drafts.createEdit(receipt!), 'Better words', author));
    const second = await drafts.save(drafts.createEdit(receipt!), 'Words', author);
    assert.deepEqual(second, { applied: false, draft: first, isSent: false });
  });

  it('that was held twice is told once, and the second time changes nothing', async () => {
    const { drafts, send, confirm } = setup();
    const sent = await send();
    const first = draftOf(await confirm(sent, sent.id, 'held'));
    assert.deepEqual(await confirm(first, sent.id, 'held'), { applied: false, draft: first, isSent: false });
    assert.deepEqual(await drafts.get(sent.id), first);
  });

  it('under its own id leaves alone what is being written to it', async () => {
    const { drafts, send, confirm } = setup();
    const sent = await send();
    const reply = draftOf(await drafts.save(drafts.create({ ...scope, parent: sent.id }), 'A reply', author));
    await confirm(sent);
    assert.deepEqual(await drafts.get(reply.id), reply);
    assert.equal((await drafts.save(reply, 'A longer reply', author)).applied, true);
  });

  it('under another id does not disturb an answer that is on its way', async () => {
    const { drafts, send, confirm } = setup();
    const sent = await send();
    const reply = await send('A reply', { parent: sent.id });
    await confirm(sent, '7');
    assert.deepEqual(await drafts.get(reply.id), reply);
  });
});

it('a draft that was given up does not come back by a late save', async () => {
  const { drafts, records } = setup();
  const draft = draftOf(await drafts.save(drafts.create(scope), 'Words', author));
  await drafts.discard(draft);
  assert.deepEqual(await drafts.save(draft, 'Late words', author), { applied: false, draft: null, isSent: false });
  assert.deepEqual(await records.list('draft:'), []);
});

describe('what this device may still edit in a thread', () => {
  const offered = async (about: Partial<Receipt>, now = noon): Promise<boolean> => {
    const records = new MemoryRecords();
    const { now: clock } = Date;
    Date.now = () => now;
    try {
      const receipt = makeReceipt('c', { ...scope, ...about });
      await records.transact([], () => new Map([[receiptKey(receipt), receipt]]));
      return (await listDrafts(records, scope.endpoint, scope.thread)).receipts.length > 0;
    } finally {
      Date.now = clock;
    }
  };

  it('is what was sent from it, until the time is over', async () => {
    assert.equal(await offered({}, noon + 59_999), true);
    assert.equal(await offered({}, noon + 60_000), false);
  });

  it('is nothing that goes by another id at its backend, where an edit would be a second comment', async () => {
    assert.equal(await offered({ comment: '7' }), false);
  });

  it('may be what nobody has confirmed, should it turn up', async () => {
    assert.equal(await offered({ comment: null }), true);
  });
});
