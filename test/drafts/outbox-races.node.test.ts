/** What comes between two steps of an outbox, and what it asks an endpoint afterwards. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft } from '../../src/drafts/draft.ts';
import { CommentThreadError } from '../../src/errors.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { commentOf, createOutbox, failed, held, ScriptedAdapter, settle } from './harness.ts';

const lost = failed('unknown', 'network');
const never = (): Promise<never> => new Promise(() => undefined);

describe('a draft', () => {
  it('that another page discards just before it is sent leaves no trace', async () => {
    const { adapter, drafts, outbox, post, records, reports, timers } = createOutbox({ writer: () => null });
    const draft = await post('Words');
    await settle();
    const page = createOutbox({ records });
    const transact = records.transact.bind(records);
    records.transact = async (keys, decide) => {
      records.transact = transact;
      await drafts.discard(draft);
      return transact(keys, decide);
    };
    page.outbox.wake();
    await settle();
    for (const each of [page, { adapter, reports, timers }]) {
      assert.deepEqual([each.adapter.sent.length, each.reports, each.timers.size], [0, [], 0]);
    }
    outbox.stop();
  });

  it('that another page takes back just before it is sent is that page’s', async () => {
    const records = new MemoryRecords();
    const other = createOutbox({ records, writer: () => null });
    const draft = await other.post('Words');
    const { adapter, outbox, reports, stateOf, timers } = createOutbox({ records });
    const transact = records.transact.bind(records);
    records.transact = async (keys, decide) => {
      records.transact = transact;
      await other.drafts.apply(draft, { type: 'recall' });
      return transact(keys, decide);
    };
    outbox.wake();
    await settle();
    assert.equal(await stateOf(draft.id), 'writing');
    assert.deepEqual([adapter.sent.length, reports, timers.size], [0, [], 0]);
  });

  it('that has left the store while it was sent is no trouble when no answer comes', async () => {
    const { adapter, drafts, post, reports, timers } = createOutbox();
    adapter.answer = async (submission) => {
      const sending = await drafts.get(submission.id);
      await drafts.confirm(sending!, { type: 'posted', comment: commentOf(submission), editSeconds: 60 });
      return lost;
    };
    await post('Words');
    await settle();
    assert.deepEqual([reports, timers.size], [[], 0]);
  });

  it('keeps why its last try failed, and of a sender that died nothing, for nobody failed', async () => {
    const records = new MemoryRecords();
    const first = createOutbox({ records });
    first.adapter.answer = () => lost;
    const failing = await first.post('failing');
    await settle();
    assert.equal((await first.drafts.get(failing.id))?.error?.code, 'network');
    await first.outbox.discard(failing.id);
    first.adapter.answer = never;
    const { id } = await first.post('dying');
    await settle();
    first.outbox.stop();
    const second = createOutbox({ records, writer: () => null });
    second.outbox.wake();
    await settle();
    const recovered = await second.drafts.get(id);
    assert.deepEqual([recovered?.state, recovered?.error], ['queued', null]);
  });
});

describe('a backend that cannot tell copies apart', () => {
  it('whose thread cannot be read is no failure of storage', async () => {
    const adapter = new ScriptedAdapter(false);
    const { events, post, reports } = createOutbox({ adapter });
    adapter.page = () => Promise.reject(new TypeError('Failed to fetch'));
    await post('Words');
    await settle();
    assert.deepEqual(reports, []);
    assert.equal(events.at(-1)?.error?.code, 'network');
  });

  it('and whose note was kept although storage failed is seen to when the try must be over, though nobody asks', async () => {
    const adapter = new ScriptedAdapter(false);
    const { post, records, stateOf, timers } = createOutbox({ adapter, lease: (_, work) => work(false) });
    const transact = records.transact.bind(records);
    records.transact = async (keys, decide) => {
      const writes = await transact(keys, decide);
      const isNote = [...(writes ?? [])].some(([, value]) => (value as Draft | undefined)?.seen);
      if (isNote) throw new CommentThreadError('storage', 'The connection was lost.');
      return writes;
    };
    const { id } = await post('hello');
    await settle();
    assert.equal(await stateOf(id), 'sending');
    records.transact = transact;
    await timers.advance(30_000);
    // Whether it went out was known to nobody but that try.
    assert.equal(await stateOf(id), 'unconfirmed');
  });

  it('is not asked again about a draft that has had its answer since', async () => {
    const adapter = new ScriptedAdapter(false);
    const { outbox, post, stateOf, timers } = createOutbox({ adapter });
    adapter.answer = () => lost;
    const { id } = await post('Words');
    await settle();
    adapter.answer = () => failed('refused', 'closed');
    await outbox.retry(id);
    await settle();
    assert.equal(await stateOf(id), 'refused');
    const { loads } = adapter;
    await timers.advance(60_000);
    assert.equal(adapter.loads, loads);
  });

  it('that has not got it yet says so plainly', async () => {
    const adapter = new ScriptedAdapter(false);
    const { drafts, outbox, post } = createOutbox({ adapter });
    adapter.answer = () => lost;
    const { id } = await post('Words');
    await settle();
    assert.deepEqual(await outbox.check(id), { applied: false, draft: await drafts.get(id), isSent: false });
  });
});

describe('asking what became of a draft', () => {
  it('asks the endpoint only of what awaits moderation', async () => {
    for (const outcome of [failed('refused', 'closed'), lost, { kind: 'signIn' } as const]) {
      const { adapter, drafts, outbox, post } = createOutbox();
      adapter.answer = () => outcome;
      adapter.read = () => assert.fail('the endpoint was asked');
      const { id } = await post('Words');
      await settle();
      assert.deepEqual(await outbox.check(id), { applied: false, draft: await drafts.get(id), isSent: false });
    }
  });

  it('asks nothing of an endpoint that cannot say', async () => {
    const { adapter, outbox, post, stateOf } = createOutbox();
    adapter.answer = held;
    const { id } = await post('Words');
    await settle();
    Object.assign(adapter, { read: undefined });
    assert.equal((await outbox.check(id)).applied, false);
    assert.equal(await stateOf(id), 'held');
  });

  it('says in words what moderation did, for the developer who looks', async () => {
    const { adapter, drafts, outbox, post } = createOutbox();
    adapter.answer = held;
    const { id } = await post('Words');
    await settle();
    await outbox.check(id);
    assert.match((await drafts.get(id))!.error!.message, /^Moderation did not keep/);
  });
});
