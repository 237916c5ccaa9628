import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Draft, DraftScope } from '../../src/drafts/draft.ts';
import { DraftStore } from '../../src/drafts/draft-store.ts';
import type { OutboxOptions } from '../../src/drafts/outbox-options.ts';
import { receiptKey } from '../../src/drafts/list.ts';
import type { Receipt } from '../../src/drafts/draft.ts';
import { isCommentThreadError } from '../../src/errors.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { withResolvers } from '../support/with-resolvers.ts';
import { parseSyncTag, sendQueued } from '../../src/store/background.ts';
import { ScriptedAdapter, author, failed, scope, silence } from '../drafts/harness.ts';

let now = 0;
let records = new MemoryRecords();
let adapter = new ScriptedAdapter();
let drafts = new DraftStore(records);

beforeEach(() => {
  now = 1_000_000;
  records = new MemoryRecords();
  adapter = new ScriptedAdapter();
  drafts = new DraftStore(records, { clock: () => now });
});

const surroundings: Partial<OutboxOptions> = {
  lease: (_, work) => work(true),
  channel: silence,
  clock: () => now,
  random: () => 1,
};

const sync = (options: Partial<OutboxOptions> = {}): Promise<void> =>
  sendQueued({ endpoint: scope.endpoint, editSeconds: 900 }, adapter, records, { ...surroundings, ...options });

const queue = async (text: string, place: Partial<DraftScope> = {}): Promise<Draft> => {
  const { draft } = await drafts.queue({ ...drafts.create({ ...scope, ...place }), text, author });
  assert.ok(draft);
  return draft;
};

const stillToBeSent = (code: string) => (error: unknown) => {
  assert.ok(isCommentThreadError(error));
  assert.equal(error.code, code);
  assert.match(error.message, /still to be sent/);
  return true;
};

test('the name of a sync says the endpoint and the time to edit, and other names say nothing', () => {
  const endpoint = 'https://comments.test/a blog';
  assert.deepEqual(parseSyncTag(`comment-thread:900 ${endpoint}`), { endpoint, editSeconds: 900 });
  for (const tag of ['', 'comment-thread:', `comment-thread:${endpoint}`, 'comment-thread:900 ', 'outbox 900 a'])
    assert.equal(parseSyncTag(tag), null, tag);
});

test('what a guest has queued is sent in its order, and can be edited as long as on a page', async () => {
  const first = await queue('First');
  await queue('Second', { thread: '/b' });
  await sync();
  assert.deepEqual(adapter.texts, ['First', 'Second']);
  assert.deepEqual(await drafts.list(scope.endpoint), []);
  const [receipt] = await records.list<Receipt>(receiptKey(first));
  assert.ok(receipt && Math.abs(receipt.until - Date.now() - 900_000) < 60_000);
});

test('a sync with nothing to send asks for nothing', async () => {
  await sync();
  assert.deepEqual(adapter.sent, []);
});

test('what is still being written, somebody else’s or for elsewhere stays where it is', async () => {
  await drafts.save(drafts.create(scope), 'Not yet', author);
  await queue('Of one who is signed in', { writer: 'ada' });
  await queue('Elsewhere', { endpoint: 'https://elsewhere.test' });
  await sync();
  assert.deepEqual(adapter.sent, []);
});

test('the browser is to try again where the endpoint did not answer, and then it is sent', async () => {
  await queue('Words');
  adapter.answer = () => failed('unknown', 'network');
  await assert.rejects(sync(), stillToBeSent('network'));
  assert.equal(adapter.sent.length, 1);
  const [draft] = await drafts.list(scope.endpoint);
  assert.equal(draft?.state, 'queued');

  // The pause was the page's own idea and ends, since the browser says that there is a network.
  adapter.answer = new ScriptedAdapter().answer;
  await sync();
  assert.deepEqual(
    adapter.sent.map(({ id, revision }) => [id, revision]),
    [
      [draft.id, 0],
      [draft.id, 0],
    ],
  );
});

test('an endpoint that asked for a pause is not asked before that is over', async () => {
  await queue('Words');
  adapter.answer = () => failed('unknown', 'rate-limited', { retryAfter: 60 });
  await assert.rejects(sync(), stillToBeSent('rate-limited'));
  adapter.answer = new ScriptedAdapter().answer;
  await assert.rejects(sync(), stillToBeSent('rate-limited'));
  assert.equal(adapter.sent.length, 1);

  now += 62_000;
  await sync();
  assert.equal(adapter.sent.length, 2);
  assert.deepEqual(await drafts.list(scope.endpoint), []);
});

test('what the endpoint refused is the reader’s to mend, and nothing to try again', async () => {
  const { id } = await queue('Words');
  adapter.answer = () => failed('refused', 'refused');
  await sync();
  assert.equal((await drafts.get(id))?.state, 'refused');
});

test('what a page that was closed had begun to send is sent again under the same id', async () => {
  const draft = await queue('Words');
  await drafts.apply(draft, { type: 'claim' });
  await sync();
  assert.deepEqual(
    adapter.sent.map(({ id }) => id),
    [draft.id],
  );
});

test('the browser is to try again where the records cannot be read', async () => {
  const broken = new MemoryRecords();
  broken.list = () => Promise.reject(new Error('IndexedDB is gone'));
  await assert.rejects(
    sendQueued({ endpoint: scope.endpoint, editSeconds: 900 }, adapter, broken, surroundings),
    /IndexedDB is gone/,
  );
});

test('it waits for the page that has the lease', async () => {
  await queue('Words');
  const { promise: released, resolve: release } = withResolvers();
  const done = sync({
    lease: async (_, work) => {
      await released;
      // The page has sent it meanwhile.
      for (const draft of await drafts.list(scope.endpoint)) await drafts.discard(draft);
      await work(true);
    },
  });
  assert.deepEqual(adapter.sent, []);
  release();
  await done;
  assert.deepEqual(adapter.sent, []);
});
