/** What the pages of one browser tell each other of their drafts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { author, commentOf, createOutbox, held, posted, scope, settle } from './harness.ts';
import { openBrowser } from './pages.ts';

type Page = ReturnType<ReturnType<typeof openBrowser>['open']>;

const never = (): Promise<never> => new Promise(() => undefined);
const heardBy = ({ events }: Page) =>
  events
    .filter(({ isRemote }) => isRemote)
    .map(({ id, thread, draft, comment }) => [id, thread, draft?.text, comment?.id]);

test('words that are kept in one page are told to the others, and not back', async () => {
  const browser = openBrowser();
  const [first, second, third] = [browser.open(), browser.open(), browser.open()];
  const { draft } = await first.outbox.save(first.drafts.create({ ...scope, thread: '/b' }), 'Words', author);
  await settle();
  for (const page of [second, third]) assert.deepEqual(heardBy(page), [[draft!.id, '/b', 'Words', undefined]]);
  assert.deepEqual(heardBy(first), []);
  assert.equal(first.events.length, 1);
});

test('what a record says is read when the news come, and not what it said when they were sent', async () => {
  const browser = openBrowser();
  const page = browser.open();
  const draft = page.drafts.create(scope);
  const { draft: first } = await page.drafts.save(draft, 'First words', author);
  const teller = browser.ether.join();
  await page.drafts.save(first!, 'Later words', author);
  teller.tell({ id: draft.id, thread: scope.thread, comment: null });
  await settle();
  assert.deepEqual(heardBy(page), [[draft.id, '/a', 'Later words', undefined]]);
});

test('news that come late or twice of a draft that is gone say that it is', async () => {
  const browser = openBrowser();
  const page = browser.open();
  const teller = browser.ether.join();
  for (const _ of [1, 2]) teller.tell({ id: 'gone', thread: scope.thread, comment: null });
  await settle();
  assert.deepEqual(heardBy(page), [
    ['gone', '/a', undefined, undefined],
    ['gone', '/a', undefined, undefined],
  ]);
});

for (const [what, answer] of [
  ['posted', posted],
  ['held', held],
] as const) {
  test(`the comment of a draft that was ${what} travels along`, async () => {
    const browser = openBrowser();
    const [first, second] = [browser.open(), browser.open()];
    first.adapter.answer = answer;
    second.adapter.answer = never;
    const { id } = await first.post('Words');
    await settle();
    const [last] = second.events.slice(-1);
    assert.deepEqual(
      [last?.isRemote, last?.draft?.state, last?.comment?.id],
      [true, what === 'held' ? 'held' : undefined, id],
    );
    assert.deepEqual(last?.comment?.body, { text: 'Words' });
    assert.equal(second.adapter.sent.length, 0);
  });
}

test('everything that is done to a draft is told', async () => {
  const browser = openBrowser();
  const [first, second] = [browser.open(), browser.open()];
  for (const { adapter } of [first, second]) adapter.answer = () => ({ kind: 'signIn' });
  const { id } = await first.post('Words');
  await settle();
  assert.equal(second.events.at(-1)?.draft?.state, 'waiting');
  const { draft: recalled } = await first.outbox.recall(id);
  await settle();
  assert.equal(second.events.at(-1)?.draft?.state, 'writing');
  await first.outbox.discard(id);
  await settle();
  assert.equal(second.events.at(-1)?.draft, null);
  assert.equal((await first.outbox.restore(recalled!)).applied, true);
  await settle();
  assert.deepEqual([second.events.at(-1)?.draft?.text, second.events.at(-1)?.isRemote], ['Words', true]);
});

test('a change that was refused is not told', async () => {
  const browser = openBrowser();
  const [first, second] = [browser.open(), browser.open()];
  first.adapter.answer = never;
  const { id } = await first.post('Words');
  await settle();
  const { length } = browser.ether.told;
  assert.equal((await first.outbox.discard(id)).applied, false);
  assert.equal((await second.outbox.recall(id)).applied, false);
  assert.equal(browser.ether.told.length, length);
});

test('a stopped outbox listens no more and tells nothing', async () => {
  const browser = openBrowser();
  const [first, second] = [browser.open(), browser.open()];
  second.outbox.stop();
  await first.outbox.save(first.drafts.create(scope), 'Words', author);
  await settle();
  assert.deepEqual(second.events, []);
  const { length } = browser.ether.told;
  await second.outbox.save(second.drafts.create(scope), 'Other words', author);
  assert.equal(browser.ether.told.length, length);
});

test('news whose record cannot be read are reported, and harm nothing', async () => {
  const browser = openBrowser();
  const page = createOutbox({ records: browser.records, channel: browser.ether.join() });
  const teller = browser.ether.join();
  const { list } = browser.records;
  browser.records.list = () => Promise.reject(new Error('no'));
  teller.tell({ id: 'd', thread: scope.thread, comment: null });
  await settle();
  browser.records.list = list.bind(browser.records);
  assert.deepEqual([page.reports.map(({ code }) => code), page.events], [['storage'], []]);
});

test('a comment a page hears of is the one it was told, whatever its record says by then', async () => {
  const browser = openBrowser();
  const page = browser.open();
  const draft = page.drafts.create(scope);
  const comment = commentOf({ ...draft, text: 'Words' });
  browser.ether.join().tell({ id: draft.id, thread: scope.thread, comment });
  await settle();
  assert.deepEqual(page.events.at(-1)?.comment, comment);
});
