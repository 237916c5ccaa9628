import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryRecords } from '../support/memory-records.ts';
import { author, createOutbox, failed, posted, scope, ScriptedAdapter, settle } from './harness.ts';
import { openBrowser } from './pages.ts';
import { keepBack } from '../support/keep-back.ts';

const never = (): Promise<never> => new Promise(() => undefined);

test('a draft that lost its sender is sent again by the next outbox', async () => {
  const records = new MemoryRecords();
  const first = createOutbox({ records });
  first.adapter.answer = never;
  const { id } = await first.post('hello');
  await settle();
  assert.equal(await first.stateOf(id), 'sending');
  first.outbox.stop();
  await settle();
  assert.equal(await first.stateOf(id), 'sending', 'the aborted try proves nothing');
  assert.equal(first.adapter.sent[0]?.signal?.aborted, true);
  assert.equal(first.timers.size, 0);

  const second = createOutbox({ records });
  second.outbox.wake();
  await settle();
  assert.equal(await second.stateOf(id), undefined);
  assert.deepEqual(
    second.adapter.sent.map((submission) => ({ ...submission, signal: null })),
    first.adapter.sent.map((submission) => ({ ...submission, signal: null })),
  );
});

test('where there are no locks, a draft is left to the page that sends it', async () => {
  for (const outcome of [posted, () => failed('refused', 'closed')]) {
    const records = new MemoryRecords();
    const pages = [0, 1].map(() => createOutbox({ records, lease: (_, work) => work(false) }));
    const [first, second] = pages as [(typeof pages)[0], (typeof pages)[0]];
    first.adapter.answer = outcome;
    const answer = keepBack(first.adapter);
    const { id } = await first.post('hello');
    await settle();
    second.outbox.wake();
    await settle();
    answer();
    await settle();
    assert.notEqual(await first.stateOf(id), 'sending');
    await second.timers.advance(1e6);
    assert.deepEqual([first.adapter.sent.length, second.adapter.sent.length], [1, 0]);
  }
});

test('where there are no locks, a draft is taken over when the try of the page that sent it must be over', async () => {
  const records = new MemoryRecords();
  const first = createOutbox({ records, lease: (_, work) => work(false) });
  const second = createOutbox({ records, lease: (_, work) => work(false) });
  first.adapter.answer = never;
  const { id } = await first.post('hello');
  await settle();
  second.outbox.wake();
  await second.timers.advance(9000);
  assert.equal(second.adapter.sent.length, 0);
  await second.timers.advance(3000);
  assert.equal(second.adapter.sent.length, 1);
  assert.equal(await second.stateOf(id), undefined);
});

test('a draft that another page has given up before it can be claimed is no error, and the next one goes', async () => {
  const records = new MemoryRecords();
  const page = createOutbox({ records });
  const { draft } = await page.drafts.queue({ ...page.drafts.create(scope), text: 'hello', author });
  await page.drafts.queue({ ...page.drafts.create(scope), text: 'next', author });
  const transact = records.transact.bind(records);
  records.transact = async (keys, decide) => {
    // Tidying is none of a draft.
    if (keys.length === 1) return transact(keys, decide);
    records.transact = transact;
    await page.drafts.discard(draft!);
    return transact(keys, decide);
  };
  page.outbox.wake();
  await settle();
  assert.deepEqual(page.adapter.texts, ['next']);
  assert.deepEqual(page.reports, []);
});

test('a claim that another page has won is looked after once its try must be over', async () => {
  const records = new MemoryRecords();
  const page = createOutbox({ records });
  const { draft } = await page.drafts.queue({ ...page.drafts.create(scope), text: 'hello', author });
  assert.ok(draft);
  const transact = records.transact.bind(records);
  records.transact = async (keys, decide) => {
    // Tidying is none of a draft.
    if (keys.length === 1) return transact(keys, decide);
    records.transact = transact;
    // The first change is the outbox's own claim.
    await page.drafts.apply(draft, { type: 'claim' });
    return transact(keys, decide);
  };
  page.outbox.wake();
  await settle();
  assert.equal(await page.stateOf(draft.id), 'sending');
  await page.timers.advance(11_999);
  assert.equal(page.adapter.sent.length, 0);
  await page.timers.advance(1);
  assert.equal(page.adapter.sent.length, 1);
  assert.equal(await page.stateOf(draft.id), undefined);
});

test('a page that wants to send waits for the one that does', async () => {
  const browser = openBrowser();
  const first = browser.open();
  const second = browser.open();
  const answer = keepBack(first.adapter);
  await first.post('of the first');
  const { id } = await second.post('of the second');
  await settle();
  assert.deepEqual([first.adapter.texts, second.adapter.texts], [['of the first'], []]);
  answer();
  first.adapter.answer = posted;
  await settle();
  assert.equal(await second.stateOf(id), undefined);
  assert.deepEqual([...first.adapter.texts, ...second.adapter.texts].sort(), ['of the first', 'of the second']);
});

for (const keyed of [true, false]) {
  test(`a page that heard of a draft takes it over when its sender dies, ${keyed ? 'and sends it' : 'and looks for it'}`, async () => {
    const browser = openBrowser();
    const first = browser.open({ adapter: new ScriptedAdapter(keyed) });
    const second = browser.open({ adapter: new ScriptedAdapter(keyed) });
    first.adapter.answer = never;
    const { id } = await first.post('hello');
    await settle();
    assert.equal(first.adapter.sent.length, 1);
    assert.equal(second.adapter.sent.length, 0, 'not while the first is at it');
    first.die();
    await settle();
    assert.equal(second.adapter.sent.length, keyed ? 1 : 0);
    assert.equal(await second.stateOf(id), keyed ? undefined : 'unconfirmed');
  });
}

test('a page that opens after the sender died finds what it left', async () => {
  const browser = openBrowser();
  const first = browser.open();
  first.adapter.answer = never;
  const { id } = await first.post('hello');
  await settle();
  first.die();
  const second = browser.open();
  second.outbox.wake();
  await settle();
  assert.equal(await second.stateOf(id), undefined);
  assert.deepEqual(second.adapter.texts, ['hello']);
});
