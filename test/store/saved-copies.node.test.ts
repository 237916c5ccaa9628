import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Mine, Page } from '../../src/model/comment.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { loadCopy, saveCopy, type SavedCopy } from '../../src/store/saved-copies.ts';
import { ThreadStore } from '../../src/store/thread-store.ts';
import { makeComment, makePage, makeThread, openPolicy } from '../support/comments.ts';
import { ScriptedAdapter } from '../support/scripted-adapter.ts';

const mine: Mine = {
  viewer: { id: 'v', name: 'Vera', moderator: false },
  may: new Map([
    ['a', new Set(['edit', 'delete'])],
    ['b', new Set(['delete'])],
  ]),
};

let copies: MemoryRecords;

beforeEach(() => {
  copies = new MemoryRecords();
});

const open = (thread: string, endpoint = 'https://comments.test/blog', page: Page = makePage()): ThreadStore =>
  new ThreadStore({
    adapter: new ScriptedAdapter(page),
    endpoint,
    thread,
    order: 'newest',
    onError: (error) => {
      throw error;
    },
  });

const load = async (thread: string, page: Page): Promise<ThreadStore> => {
  const store = open(thread, undefined, page);
  await store.load();
  return store;
};

const save = async (thread: string, page: Page = makePage([makeComment('a')])): Promise<void> => {
  const store = await load(thread, page);
  await saveCopy(copies, store, store.state);
};

const copyOf = (thread: string): Promise<SavedCopy | null> => loadCopy(copies, open(thread));

/** As JSON, in which maps are lists. */
const charactersOf = (copy: SavedCopy): number =>
  JSON.stringify({ ...copy, comments: [...copy.comments], mine: null }).length;

/** How many characters of text one comment has, and how many comments there are. */
const makeLarge = (characters: number, count = 1): Page =>
  makePage(Array.from({ length: count }, (_, i) => makeComment(`c${i}`, { body: { text: 'x'.repeat(characters) } })));

describe('the saved copy of a thread', () => {
  it('is what was loaded, with who was signed in and when it was saved', async () => {
    const html = makeComment('b', { parent: 'a', body: { html: '<p>\ud800 “é”</p>' }, author: null, created: null });
    const thread = makeThread({ id: '/a', title: 'A', count: 7 });
    const store = await load('/a', { thread, comments: [makeComment('a'), html], next: 'p2', policy: openPolicy });
    store.patch({ mine });
    const before = Date.now();
    await saveCopy(copies, store, store.state);
    const { savedAt, format, ...copy } = (await copyOf('/a')) ?? assert.fail('there is no copy');
    assert.equal(format, 1);
    assert.ok(savedAt >= before && savedAt <= Date.now());
    const { policy, comments, next, order } = store.state;
    assert.deepEqual(copy, { thread, policy, comments, next, order, mine });
    assert.deepEqual([next, order], ['p2', 'newest']);
  });

  it('of a guest has nobody signed in', async () => {
    await save('/a');
    assert.equal((await copyOf('/a'))?.mine, null);
  });

  it('is that of this thread at this endpoint alone', async () => {
    await save('/a', makePage([makeComment('of a')]));
    await save('/a/b', makePage([makeComment('of b')]));
    assert.deepEqual([...((await copyOf('/a'))?.comments.keys() ?? [])], ['of a']);
    assert.equal(await copyOf('/'), null);
    assert.equal(await loadCopy(copies, open('/a', 'https://other.test')), null);
    assert.equal(await loadCopy(copies, open('', 'https://comments.test/blog","/a')), null);
  });

  it('takes the place of the one before, also when the thread has become empty', async () => {
    await save('/a');
    await save('/a', makePage());
    assert.equal((await copyOf('/a'))?.comments.size, 0);
  });

  it('of another format is as none, and is replaced', async () => {
    await save('/a');
    const [key] = (await copies.list<[string, number][]>('list')).flat().map(([name]) => name);
    assert.ok(key);
    await copies.transact([key], ([copy]) => new Map([[key, { ...(copy as SavedCopy), format: 0 }]]));
    assert.equal(await copyOf('/a'), null);
    await save('/a');
    assert.equal((await copyOf('/a'))?.comments.size, 1);
  });
});

describe('the saved copies', () => {
  const kept = async (threads: readonly string[]): Promise<string[]> => {
    const found = await Promise.all(threads.map(async (thread) => ((await copyOf(thread)) ? [thread] : [])));
    return found.flat();
  };

  it('are at most thirty: the least recently saved goes first', async () => {
    const threads = Array.from({ length: 32 }, (_, i) => `/${i}`);
    for (const thread of threads.slice(0, 30)) await save(thread);
    await save('/0');
    for (const thread of threads.slice(30)) await save(thread);
    assert.deepEqual(
      await kept(threads),
      threads.filter((thread) => !['/1', '/2'].includes(thread)),
    );
    assert.equal((await copies.list('[')).length, 30, 'no other is left behind');
  });

  it('have at most ten million characters together', async () => {
    const threads = Array.from({ length: 13 }, (_, i) => `/${i}`);
    for (const thread of threads) await save(thread, makeLarge(900_000));
    assert.deepEqual(await kept(threads), threads.slice(2));
    const sum = (await copies.list<SavedCopy>('[')).reduce((total, copy) => total + charactersOf(copy), 0);
    assert.ok(sum > 9_000_000 && sum <= 10_000_000, String(sum));
  });

  it('have at most one million characters each: of a larger thread the beginning is kept, and more can be asked for', async () => {
    await save('/a', { ...makeLarge(10_000, 199), next: 'p2' });
    const copy = await copyOf('/a');
    const characters = charactersOf(copy ?? assert.fail('there is no copy'));
    assert.ok(characters > 400_000 && characters <= 1_000_000, String(characters));
    const ids = [...(copy?.comments.keys() ?? [])];
    assert.ok(ids.length >= 49, String(ids.length));
    assert.deepEqual(
      ids,
      ids.map((_, i) => `c${i}`),
    );
    assert.equal(copy?.next, '');
  });

  it('go on being kept when the list of them makes no sense', async () => {
    await copies.transact([], () => new Map([['list', { broken: true }]]));
    await save('/a');
    assert.equal((await copyOf('/a'))?.comments.size, 1);
  });
});
