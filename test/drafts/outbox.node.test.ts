import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../src/adapters/adapter.ts';
import { CommentThreadError } from '../../src/errors.ts';
import { DraftChangeEvent } from '../../src/drafts/draft-change-event.ts';
import type { Receipt } from '../../src/drafts/draft.ts';
import { MemoryRecords } from '../../src/storage/memory-records.ts';
import { author, commentOf, createOutbox, failed, held, posted, scope, ScriptedAdapter, settle } from './harness.ts';

const lost = failed('unknown', 'network');

test('a posted draft is sent as it is, and leaves a receipt', async () => {
  const { adapter, drafts, events, post, records } = createOutbox();
  const { id, secret } = await post('hello');
  await settle();
  const [{ signal, ...submission } = {}] = adapter.sent;
  assert.ok(signal);
  assert.deepEqual(submission, { id, secret, thread: '/a', parent: null, text: 'hello', author, revision: 0 });
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

test('an unanswered draft rests with full jitter, twice as long each time, and goes on as the same submission', async () => {
  const { adapter, post, timers } = createOutbox();
  adapter.answer = () => lost;
  await post('hello');
  await settle();
  assert.equal(adapter.sent.length, 1);
  for (const [index, seconds] of [1, 2, 4, 8, 16].entries()) {
    await timers.advance(seconds * 1000 - 1);
    assert.equal(adapter.sent.length, index + 1, 'not before its time');
    await timers.advance(1);
    assert.equal(adapter.sent.length, index + 2);
  }
  assert.equal(adapter.sent.length, 6);
  const [first, ...others] = adapter.sent.map((submission) => ({ ...submission, signal: null }));
  for (const other of others) assert.deepEqual(other, first);
});

test('Retry-After is a minimum that coming back online does not shorten, and the reader’s Retry does', async () => {
  const { adapter, outbox, post, timers } = createOutbox();
  adapter.answer = () => failed('unknown', 'rate-limited', { retryAfter: 60 });
  const { id } = await post('hello');
  await timers.advance(60_000);
  outbox.wake();
  await settle();
  assert.equal(adapter.sent.length, 1);
  await timers.advance(1000);
  assert.equal(adapter.sent.length, 2);
  adapter.answer = posted;
  assert.equal((await outbox.retry(id)).applied, true);
  await settle();
  assert.equal(adapter.sent.length, 3);
  assert.equal(timers.size, 0);
});

test('waking sends at once what rests of its own accord', async () => {
  const { adapter, outbox, post, stateOf } = createOutbox();
  adapter.answer = () => lost;
  const { id } = await post('hello');
  await settle();
  assert.equal(await stateOf(id), 'queued');
  adapter.answer = posted;
  outbox.wake();
  await settle();
  assert.equal(await stateOf(id), undefined);
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

test('without keys an unanswered draft asks the reader, unless the endpoint said “not now”', async () => {
  const adapter = new ScriptedAdapter(false);
  const { outbox, post, stateOf, timers } = createOutbox({ adapter });
  adapter.answer = () => lost;
  const { id } = await post('hello');
  await timers.advance(1e9);
  assert.equal(await stateOf(id), 'unconfirmed');
  assert.equal(adapter.sent.length, 1, 'never sent again by itself');
  adapter.answer = () => failed('unknown', 'rate-limited', { retryAfter: 5 });
  await outbox.retry(id);
  await settle();
  assert.equal(await stateOf(id), 'queued');
  adapter.answer = posted;
  await timers.advance(7000);
  assert.equal(await stateOf(id), undefined);
});

for (const keyed of [true, false]) {
  test(`a draft that lost its sender is ${keyed ? 'sent again' : 'put before the reader'} by the next outbox`, async () => {
    const records = new MemoryRecords();
    const first = createOutbox({ records });
    first.adapter.answer = () => new Promise(() => undefined);
    const { id } = await first.post('hello');
    await settle();
    assert.equal(await first.stateOf(id), 'sending');
    first.outbox.stop();
    await settle();
    assert.equal(await first.stateOf(id), 'sending', 'the aborted try proves nothing');
    assert.equal(first.adapter.sent[0]?.signal?.aborted, true);
    assert.equal(first.timers.size, 0);

    const adapter = new ScriptedAdapter(keyed);
    const second = createOutbox({ records, adapter });
    second.outbox.wake();
    await settle();
    assert.equal(await second.stateOf(id), keyed ? undefined : 'unconfirmed');
    assert.equal(adapter.sent.length, keyed ? 1 : 0);
  });
}

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

test('an adapter that hangs or throws holds nobody up', async () => {
  const { adapter, post, timers, stateOf } = createOutbox();
  adapter.answer = ({ text }) => {
    if (text === 'throws') throw new Error('a broken adapter');
    return new Promise(() => undefined);
  };
  const hangs = await post('hangs');
  const throws = await post('throws');
  await timers.advance(25_000);
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

test('a draft that waits for sign-in goes when its writer comes back, and is not tried in between', async () => {
  let writer = 'ada';
  const { adapter, outbox, post, stateOf } = createOutbox({ writer: () => writer });
  adapter.answer = () => ({ kind: 'signIn' });
  const { id } = await post('hello', { writer: 'ada' });
  await settle();
  outbox.wake();
  await settle();
  writer = '';
  outbox.wake();
  await settle();
  assert.equal(adapter.sent.length, 1);
  assert.equal(await stateOf(id), 'waiting');
  writer = 'ada';
  adapter.answer = posted;
  outbox.wake();
  await settle();
  assert.equal(await stateOf(id), undefined);
});

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
  assert.deepEqual(await outbox.retry('unheard of'), { applied: false, draft: null });
});

test('moderation that published, dropped or has not looked yet', async () => {
  const { adapter, events, outbox, post, records, stateOf } = createOutbox();
  adapter.answer = held;
  const first = await post('first');
  await settle();
  adapter.stands = commentOf(first, 'pending');
  assert.equal((await outbox.check(first.id)).applied, false);
  adapter.stands = commentOf(first);
  assert.deepEqual(await outbox.check(first.id), { applied: true, draft: null });
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
      await work();
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
      return work();
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

test('two pages without a lock do not take each other for dead for ever', async () => {
  for (const outcome of [posted, () => failed('refused', 'closed')]) {
    const records = new MemoryRecords();
    const pages = [createOutbox({ records }), createOutbox({ records })];
    for (const { adapter } of pages) {
      adapter.answer = async (submission) => {
        for (let i = 0; i < 5; i++) await settle();
        return outcome(submission);
      };
    }
    const { id } = await pages[0]!.post('hello');
    await settle();
    pages[1]!.outbox.wake();
    for (let i = 0; i < 50; i++) await settle();
    const sent = pages.map(({ adapter }) => adapter.sent.length);
    assert.deepEqual(sent, [1, 1]);
    assert.notEqual(await pages[0]!.stateOf(id), 'sending');
  }
});

test('a claim that another page has won is looked after once its try must be over', async () => {
  const records = new MemoryRecords();
  const page = createOutbox({ records });
  const draft = (await page.drafts.queue({ ...page.drafts.create(scope), text: 'hello', author })).draft;
  assert.ok(draft);
  const list = records.list.bind(records);
  let looks = 0;
  records.list = async (prefix) => {
    const found = await list(prefix);
    // Right after the outbox has chosen it: the looks before are for receipts and lost senders.
    if (prefix === 'draft:' && ++looks === 3) await page.drafts.apply(draft, { type: 'claim' });
    return found as never;
  };
  page.outbox.wake();
  await settle();
  records.list = list;
  assert.equal(await page.stateOf(draft.id), 'sending');
  await page.timers.advance(24_999);
  assert.equal(page.adapter.sent.length, 0);
  await page.timers.advance(1);
  assert.equal(page.adapter.sent.length, 1);
  assert.equal(await page.stateOf(draft.id), undefined);
});
