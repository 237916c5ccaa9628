/** Pauses of several drafts and pages, and what becomes of them while storage fails. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Outcome } from '../../src/adapters/adapter.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { createOutbox, failed, posted, settle } from './harness.ts';
import { openBrowser } from './pages.ts';
import { keepBack } from '../support/keep-back.ts';

const lost = failed('unknown', 'network');
const notNow = (seconds: number): Outcome => failed('unknown', 'rate-limited', { retryAfter: seconds });
const never = (): Promise<never> => new Promise(() => undefined);

/** Makes the next write fail, or all of them until `mend`. */
const breakWrites = (records: MemoryRecords, times = Infinity): { mend: () => void } => {
  const transact = records.transact.bind(records);
  const mend = (): void => void (records.transact = transact);
  let left = times;
  records.transact = () => {
    if (--left <= 0) mend();
    return Promise.reject(new Error('a disk that fails'));
  };
  return { mend };
};

describe('pauses', () => {
  it('of several drafts run side by side', async () => {
    const { adapter, post, timers } = createOutbox();
    adapter.answer = ({ text }) => (text === 'long' ? notNow(60) : lost);
    await post('long');
    await post('short');
    await settle();
    adapter.answer = posted;
    await timers.advance(1000);
    assert.deepEqual(adapter.texts, ['long', 'short', 'short']);
  });

  it('are not cut short because something else is sent', async () => {
    const browser = openBrowser();
    const first = browser.open();
    first.adapter.answer = () => lost;
    await first.post('resting');
    await settle();
    first.die();
    const second = browser.open();
    await second.post('new');
    await settle();
    assert.deepEqual(second.adapter.texts, ['new']);
    await second.timers.advance(1000);
    assert.deepEqual(second.adapter.texts, ['new', 'resting']);
  });

  it('end for all pages when the reader says so in one that does not send', async () => {
    const browser = openBrowser();
    const first = browser.open();
    const second = browser.open({ lease: never });
    first.adapter.answer = () => notNow(60);
    const { id } = await first.post('Words');
    await settle();
    first.adapter.answer = posted;
    await second.outbox.retry(id);
    await settle();
    assert.equal(first.adapter.sent.length, 2);
    assert.equal(await first.stateOf(id), undefined);
  });

  it('that follow a failing storage end when the page is woken, and leave no timer', async () => {
    const { outbox, post, records, reports, timers, adapter } = createOutbox();
    const list = records.list.bind(records);
    records.list = () => Promise.reject(new Error('a disk that fails'));
    await post('Words');
    await settle();
    assert.deepEqual(
      reports.map(({ code }) => code),
      ['storage'],
    );
    assert.equal(timers.size, 1);
    records.list = list;
    outbox.wake();
    await settle();
    assert.deepEqual(adapter.texts, ['Words']);
    assert.equal(timers.size, 0);
  });

  it('whose end cannot be written are reported, and end all the same once it can', async () => {
    const { adapter, post, records, reports, timers } = createOutbox();
    adapter.answer = () => lost;
    await post('Words');
    await settle();
    adapter.answer = posted;
    breakWrites(records, 1);
    await timers.advance(1000);
    assert.deepEqual(
      reports.map(({ code }) => code),
      ['storage'],
    );
    await timers.advance(1000);
    assert.equal(adapter.sent.length, 2);
  });
});

describe('what the endpoint asked to wait', () => {
  /** A draft whose Retry-After could not be recorded, with storage back again. */
  const unrecorded = async (outcome: Outcome) => {
    const page = createOutbox();
    const { adapter, records, post } = page;
    const writes = { mend: (): void => undefined };
    adapter.answer = () => {
      Object.assign(writes, breakWrites(records));
      return outcome;
    };
    const { id } = await post('Words');
    await settle();
    writes.mend();
    adapter.answer = posted;
    return { ...page, id };
  };

  it('is kept to where it could not be recorded, until the reader says otherwise', async () => {
    const { adapter, id, outbox, timers } = await unrecorded(notNow(60));
    await timers.advance(60_000);
    assert.equal(adapter.sent.length, 1);
    assert.equal((await outbox.retry(id)).applied, true);
    await settle();
    assert.equal(adapter.sent.length, 2);
  });

  it('is over where it could not be recorded when the reader posts other words', async () => {
    const { adapter, drafts, id, outbox, timers } = await unrecorded(notNow(60));
    await timers.advance(12_000);
    // As by a call that was kept and said that it had failed.
    const { draft } = await drafts.apply((await drafts.get(id))!, { type: 'recall' });
    await outbox.post({ ...draft!, text: 'Other words' });
    await settle();
    assert.deepEqual(adapter.texts, ['Words', 'Other words']);
  });

  it('is kept to though the reader asked for what cannot be', async () => {
    const { adapter, id, outbox, timers } = await unrecorded(notNow(60));
    await timers.advance(1000);
    assert.equal((await outbox.check(id)).applied, false);
    await timers.advance(58_000);
    assert.equal(adapter.sent.length, 1);
    await timers.advance(2000);
    assert.equal(adapter.sent.length, 2);
  });

  it('is nothing where it asked for nothing: then the draft goes as soon as storage does', async () => {
    const { adapter, id, stateOf, timers } = await unrecorded(failed('unknown', 'http', { status: 500 }));
    await timers.advance(1000);
    assert.equal(adapter.sent.length, 2);
    assert.equal(await stateOf(id), undefined);
  });

  it('is not ended by words that could not be queued in its place', async () => {
    const { adapter, drafts, outbox, post, timers } = createOutbox();
    adapter.answer = async ({ id }) => {
      const sending = await drafts.get(id);
      await drafts.apply(sending!, { type: 'unknown', error: null, safe: true, rest: null });
      return notNow(60);
    };
    const queued = await post('Words');
    await settle();
    adapter.answer = posted;
    const { applied } = await outbox.post({ ...queued, version: 1, text: 'Words of a form that has not heard of it' });
    assert.equal(applied, false);
    await timers.advance(59_000);
    assert.equal(adapter.sent.length, 1);
    await timers.advance(2000);
    assert.equal(adapter.sent.length, 2);
  });

  it('is kept to by the page that was told, where another has taken the draft for lost meanwhile', async () => {
    const { adapter, drafts, post, timers, outbox } = createOutbox();
    adapter.answer = async ({ id }) => {
      const sending = await drafts.get(id);
      await drafts.apply(sending!, { type: 'unknown', error: null, safe: true, rest: null });
      return notNow(60);
    };
    await post('Words');
    await settle();
    adapter.answer = posted;
    outbox.wake();
    await timers.advance(60_000);
    assert.equal(adapter.sent.length, 1);
    await timers.advance(1000);
    assert.equal(adapter.sent.length, 2);
  });
});

describe('a page that is woken while it sends', () => {
  it('ends the pauses of other drafts too, once it is done', async () => {
    const { adapter, outbox, post, timers } = createOutbox();
    adapter.answer = () => failed('unknown', 'network');
    await post('First');
    await settle();
    adapter.answer = posted;
    const answer = keepBack(adapter);
    await post('Second');
    await settle();
    assert.deepEqual(adapter.texts, ['First', 'Second']);
    outbox.wake();
    answer();
    await settle();
    assert.deepEqual([adapter.texts, timers.now], [['First', 'Second', 'First'], 0]);
  });
});

describe('where there are no locks', () => {
  const abandoned = async () => {
    const records = new MemoryRecords();
    const first = createOutbox({ records, lease: (_, work) => work(false) });
    first.adapter.answer = never;
    await first.post('Words');
    await settle();
    return createOutbox({ records, lease: (_, work) => work(false) });
  };

  it('a draft is taken over in time, however often the page is woken meanwhile', async () => {
    const { adapter, outbox, timers } = await abandoned();
    for (let second = 0; second < 12; second += 4) {
      outbox.wake();
      await timers.advance(4000);
    }
    assert.equal(adapter.sent.length, 1);
  });

  it('a draft that cannot be taken over as storage fails is reported, and tried again', async () => {
    const { adapter, outbox, records, reports, timers } = await abandoned();
    outbox.wake();
    await settle();
    breakWrites(records, 1);
    await timers.advance(12_000);
    assert.deepEqual(
      reports.map(({ code }) => code),
      ['storage'],
    );
    await timers.advance(12_000);
    assert.equal(adapter.sent.length, 1);
  });
});
