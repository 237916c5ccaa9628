/** Backends that cannot tell two copies of a submission apart: sent once, then looked for, and then the reader is asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadRequest } from '../../src/adapters/adapter.ts';
import { CommentThreadError } from '../../src/errors.ts';
import type { Draft } from '../../src/drafts/draft.ts';
import { makeComment, makePage } from '../support/comments.ts';
import { commentOf, createOutbox, failed, posted, ScriptedAdapter, settle } from './harness.ts';
import { openBrowser } from './pages.ts';

const lost = failed('unknown', 'network');
const never = (): Promise<never> => new Promise(() => undefined);

const setup = () => {
  const adapter = new ScriptedAdapter(false);
  adapter.comments = [makeComment('1'), makeComment('2')];
  const page = createOutbox({ adapter });
  /** The backend keeps what was sent, under an id of its own. */
  const arrive = (draft: Draft, id: string): void => {
    adapter.comments = [...adapter.comments, { ...commentOf(draft), id }];
  };
  return { ...page, arrive };
};

test('the ids that are there are noted, in the record, before anything is sent', async () => {
  const { adapter, drafts, post } = setup();
  let noted: unknown;
  adapter.answer = async (submission) => {
    noted = (await drafts.get(submission.id))?.seen;
    return posted(submission);
  };
  await post('hello');
  await settle();
  assert.deepEqual(noted, ['1', '2']);
  assert.equal(adapter.loads, 1, 'and an answer needs no second look');
});

test('a note that was kept although storage said otherwise is a note', async () => {
  const { adapter, post, records, stateOf } = setup();
  const transact = records.transact.bind(records);
  records.transact = async (keys, decide) => {
    const writes = await transact(keys, decide);
    const isNote = [...(writes ?? [])].some(([, value]) => (value as Draft | undefined)?.seen);
    // Tried again, it finds its own work.
    return isNote ? transact(keys, decide) : writes;
  };
  const { id } = await post('hello');
  await settle();
  assert.equal(adapter.sent.length, 1);
  assert.equal(await stateOf(id), undefined);
});

test('where another page has taken the draft meanwhile, nothing is sent', async () => {
  for (const fate of ['queued', 'discarded', 'claimed']) {
    const { adapter, drafts, post, timers } = setup();
    const { page } = adapter;
    let answer = (): void => undefined;
    adapter.page = (request) => new Promise((resolve) => (answer = () => resolve(page(request))));
    const { id } = await post('hello');
    await settle();
    const claimed = (await drafts.get(id))!;
    await drafts.apply(claimed, {
      type: 'unknown',
      error: null,
      safe: true,
      rest: { until: timers.now + 1e6, isAsked: true },
    });
    const queued = (await drafts.get(id))!;
    if (fate === 'discarded') await drafts.discard(queued);
    if (fate === 'claimed') await drafts.apply(queued, { type: 'claim' });
    answer();
    await settle();
    assert.equal(adapter.sent.length, 0);
  }
});

test('where the thread cannot be read nothing is sent, and that is tried again', async () => {
  const { adapter, events, post, stateOf, timers } = setup();
  adapter.page = () => Promise.reject(new CommentThreadError('network', 'down'));
  const { id } = await post('hello');
  await settle();
  assert.equal(await stateOf(id), 'queued');
  assert.equal(events.at(-1)?.error?.code, 'network');
  await timers.advance(1000);
  assert.deepEqual([adapter.loads, adapter.sent.length], [2, 0]);
  adapter.page = () => makePage();
  await timers.advance(2000);
  assert.equal(adapter.sent.length, 1);
  assert.equal(await stateOf(id), undefined);
});

test('a long thread is read to its end, however long that takes, as long as each page comes in time', async () => {
  const { adapter, post, stateOf, timers } = setup();
  const pages = 30;
  const asked: LoadRequest[] = [];
  adapter.page = (request) =>
    new Promise((resolve) => {
      asked.push(request);
      const { cursor = '0' } = request;
      const turn = Number(cursor) + 1;
      timers.after(8000, () =>
        resolve({ ...makePage([makeComment(cursor)]), next: turn < pages ? String(turn) : null }),
      );
    });
  const { id } = await post('hello');
  await timers.advance(pages * 8000);
  assert.equal(adapter.sent.length, 1);
  assert.equal(asked.length, pages);
  assert.ok(asked.every(({ thread, signal }) => thread === '/a' && signal instanceof AbortSignal));
  assert.equal(await stateOf(id), undefined);
});

test('a thread that does not answer in time is not sent to either', async () => {
  const { adapter, post, stateOf, timers } = setup();
  adapter.page = never;
  const { id } = await post('hello');
  await timers.advance(9000);
  assert.equal(await stateOf(id), 'queued');
  assert.equal(adapter.sent.length, 0);
});

test('without an answer it is looked for after 2, 5, 15, 30 and 60 s, never sent again, and then the reader is asked', async () => {
  const { adapter, post, stateOf, timers } = setup();
  adapter.answer = () => lost;
  const { id } = await post('hello');
  await settle();
  assert.equal(await stateOf(id), 'unconfirmed');
  const looks: number[] = [];
  adapter.page = () => {
    looks.push(timers.now);
    return makePage(adapter.comments);
  };
  await timers.advance(1e9);
  assert.deepEqual(looks, [2000, 5000, 15_000, 30_000, 60_000]);
  assert.equal(await stateOf(id), 'unconfirmed');
  assert.equal(adapter.sent.length, 1);
});

test('looks that fail are followed by the next', async () => {
  const { adapter, arrive, post, stateOf, timers } = setup();
  adapter.answer = () => lost;
  const draft = await post('hello');
  await settle();
  arrive(draft, '3');
  adapter.page = () => Promise.reject(new CommentThreadError('network', 'down'));
  await timers.advance(15_000);
  assert.equal(await stateOf(draft.id), 'unconfirmed');
  adapter.page = () => makePage(adapter.comments);
  await timers.advance(15_000);
  assert.equal(await stateOf(draft.id), undefined);
});

test('found in the thread it is posted, under the backend’s own id, and its event carries the comment', async () => {
  const { adapter, arrive, drafts, events, post, stateOf, timers } = setup();
  adapter.answer = () => lost;
  const draft = await post('hello');
  await settle();
  arrive(draft, '3');
  await timers.advance(2000);
  assert.equal(await stateOf(draft.id), undefined);
  assert.deepEqual([events.at(-1)?.id, events.at(-1)?.draft, events.at(-1)?.comment?.id], [draft.id, null, '3']);
  assert.deepEqual(await drafts.listSent(draft), new Set(['3']));
  await timers.advance(1e6);
  assert.equal(adapter.loads, 2, 'no look after that');
});

test('one comment is not taken for two drafts of the same words', async () => {
  const { adapter, arrive, outbox, post, stateOf, timers } = setup();
  adapter.answer = () => lost;
  const first = await post('the same');
  const second = await post('the same');
  await settle();
  arrive(first, '3');
  await timers.advance(60_000);
  assert.deepEqual([await stateOf(first.id), await stateOf(second.id)], [undefined, 'unconfirmed']);
  arrive(second, '4');
  assert.equal((await outbox.check(second.id)).applied, true);
});

test('an endpoint that says “not now” has not taken it: it is sent again, with new ids noted', async () => {
  const { adapter, drafts, post, stateOf, timers } = setup();
  adapter.answer = () => failed('unknown', 'rate-limited', { retryAfter: 5 });
  const { id } = await post('hello');
  await settle();
  assert.equal(await stateOf(id), 'queued');
  adapter.comments = [...adapter.comments, makeComment('3')];
  let seen: unknown;
  adapter.answer = async (submission) => {
    seen = (await drafts.get(id))?.seen;
    return posted(submission);
  };
  await timers.advance(6000);
  assert.deepEqual(seen, ['1', '2', '3']);
  assert.equal(await stateOf(id), undefined);
});

test('the reader’s “check again” finds it when it is there, and tells when the thread cannot be read', async () => {
  const { adapter, arrive, outbox, post, stateOf, timers } = setup();
  adapter.answer = () => lost;
  const draft = await post('hello');
  await timers.advance(60_000);
  assert.deepEqual((await outbox.check(draft.id)).applied, false);
  adapter.page = () => Promise.reject(new CommentThreadError('network', 'down'));
  await assert.rejects(outbox.check(draft.id), { code: 'network' });
  adapter.page = () => makePage(adapter.comments);
  arrive(draft, '3');
  assert.deepEqual(await outbox.check(draft.id), { applied: true, draft: null, isSent: false });
  assert.equal(await stateOf(draft.id), undefined);
});

test('the reader’s “send again” sends once more, and what was there by then is not taken for it', async () => {
  const { adapter, arrive, outbox, post, stateOf, timers } = setup();
  adapter.answer = () => lost;
  const draft = await post('hello');
  await timers.advance(60_000);
  // The first copy comes late: the reader has decided, and gets the two comments they asked for.
  arrive(draft, '3');
  assert.equal((await outbox.retry(draft.id)).applied, true);
  await settle();
  assert.equal(adapter.sent.length, 2);
  await timers.advance(60_000);
  assert.equal(await stateOf(draft.id), 'unconfirmed');
  arrive(draft, '4');
  assert.equal((await outbox.check(draft.id)).applied, true);
});

test('the reader gives it up, and it is looked for no more', async () => {
  const { adapter, outbox, post, stateOf, timers } = setup();
  adapter.answer = () => lost;
  const { id } = await post('hello');
  await settle();
  assert.equal((await outbox.discard(id)).applied, true);
  assert.equal(await stateOf(id), undefined);
  const { loads } = adapter;
  await timers.advance(1e6);
  assert.equal(adapter.loads, loads);
});

test('waking looks for it anew', async () => {
  const { adapter, arrive, outbox, post, stateOf, timers } = setup();
  adapter.answer = () => lost;
  const draft = await post('hello');
  await timers.advance(1e6);
  arrive(draft, '3');
  outbox.wake();
  await timers.advance(2000);
  assert.equal(await stateOf(draft.id), undefined);
});

test('its replies wait for it, and go under the id it is found by', async () => {
  const { adapter, arrive, post, timers } = setup();
  adapter.answer = (submission) => (submission.text === 'hello' ? lost : posted(submission));
  const draft = await post('hello');
  await post('a reply', { parent: draft.id });
  await settle();
  assert.deepEqual(adapter.texts, ['hello']);
  arrive(draft, '3');
  await timers.advance(2000);
  assert.deepEqual(adapter.texts, ['hello', 'a reply']);
  assert.equal(adapter.sent[1]?.parent, '3');
});

test('a page that dies before the ids are noted has sent nothing, and the next one sends', async () => {
  const browser = openBrowser();
  const first = browser.open({ adapter: new ScriptedAdapter(false) });
  first.adapter.page = never;
  const { id } = await first.post('hello');
  await settle();
  assert.equal(await first.stateOf(id), 'sending');
  first.die();
  const second = browser.open({ adapter: new ScriptedAdapter(false) });
  second.outbox.wake();
  await settle();
  assert.deepEqual([first.adapter.sent.length, second.adapter.sent.length], [0, 1]);
  assert.equal(await second.stateOf(id), undefined);
});

test('a page that dies after the ids are noted may have sent: the next one looks', async () => {
  const browser = openBrowser();
  const first = browser.open({ adapter: new ScriptedAdapter(false) });
  first.adapter.answer = never;
  const draft = await first.post('hello');
  await settle();
  first.die();
  const second = browser.open({ adapter: new ScriptedAdapter(false) });
  second.outbox.wake();
  await settle();
  assert.equal(await second.stateOf(draft.id), 'unconfirmed');
  second.adapter.comments = [{ ...commentOf(draft), id: '1' }];
  await second.timers.advance(2000);
  assert.equal(await second.stateOf(draft.id), undefined);
  assert.equal(second.adapter.sent.length, 0);
});
