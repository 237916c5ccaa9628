import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { openDatabase } from '../../demo/endpoint/database.ts';
import { seedDatabase, seedId, type SeedComment } from '../../demo/endpoint/seed.ts';
import { threads } from '../../demo/seed/threads.ts';
import { draft, numbersOf, testEndpoint } from './endpoint.ts';

const opened = await openDatabase('memory');
const { database, close } = opened;
after(close);
const endpoint = await testEndpoint(opened);

const author = { name: 'Ada' };
const seeded = (key: string, minutesAgo: number, rest: Partial<SeedComment> = {}): SeedComment => ({
  key,
  minutesAgo,
  author,
  text: `I am ${key}.`,
  ...rest,
});

// 1 (1.1 (1.1.1 tombstone (1.1.1.1)), 1.2), 2 (2.1), 3, 4 deleted without replies, 5 waiting; pingbacks p1, p2
const thread = '/seeded';
const comments = [
  seeded('one', 100, { likes: 1 }),
  seeded('two', 90, { likes: 5, text: 'I am **two**.' }),
  seeded('one-one', 80, { parent: 'one', likes: 9 }),
  seeded('one-one-one', 70, { parent: 'one-one', status: 'deleted' }),
  seeded('ping', 65, { kind: 'pingback' }),
  seeded('deepest', 60, { parent: 'one-one-one' }),
  seeded('three', 50, { likes: 5 }),
  seeded('one-two', 40, { parent: 'one' }),
  seeded('two-one', 30, { parent: 'two' }),
  seeded('pong', 25, { kind: 'pingback' }),
  seeded('gone', 20, { status: 'deleted' }),
  seeded('waiting', 10, { status: 'pending' }),
];
const now = Date.UTC(2026, 5, 1);
await seedDatabase(
  database,
  [{ id: thread, title: 'Seeds', url: '/seeds', comments: comments.toReversed() }, ...threads],
  now,
);
const idOf = (key: string): string =>
  seedId(
    thread,
    comments.find((comment) => comment.key === key)!,
  );

const oldest = ['1', '1.1', '1.1.1', '1.1.1.1', '1.2', '2', '2.1', '3', 'p1', 'p2'];

test('seeds are numbered in time order, and dated', async () => {
  const { thread: about, comments: list, next } = await endpoint.page(thread);
  assert.deepEqual(about, { id: thread, title: 'Seeds', url: '/seeds', count: 9, closed: false });
  assert.equal(next, null);
  const facts = new Map(list.map(({ id, number, sequence, created }) => [id, { number, sequence, created }]));
  assert.deepEqual(facts.get(idOf('three')), {
    number: [3],
    sequence: 6,
    created: new Date(now - 50 * 60_000).toISOString(),
  });
  assert.deepEqual(facts.get(idOf('pong')), {
    number: [2],
    sequence: 2,
    created: new Date(now - 25 * 60_000).toISOString(),
  });
  assert.deepEqual(
    list.map(({ status }) => status).filter((status) => status !== 'published'),
    ['deleted'],
  );
});

test('a database that holds threads is not seeded again', async () => {
  await seedDatabase(database, [{ id: '/more', title: 'More', comments }]);
  assert.equal((await endpoint.page('/more')).comments.length, 0);
});

test('comments come depth first in the order asked for, and pingbacks after them', async () => {
  assert.deepEqual(numbersOf(await endpoint.page(thread)), oldest);
  assert.deepEqual(numbersOf(await endpoint.page(thread, { order: 'newest' })), [
    '3',
    '2',
    '2.1',
    '1',
    '1.1',
    '1.1.1',
    '1.1.1.1',
    '1.2',
    'p2',
    'p1',
  ]);
  assert.deepEqual(numbersOf(await endpoint.page(thread, { order: 'popular' })), [
    '2',
    '2.1',
    '3',
    '1',
    '1.1',
    '1.1.1',
    '1.1.1.1',
    '1.2',
    'p1',
    'p2',
  ]);
});

for (const order of ['oldest', 'newest', 'popular']) {
  test(`pages of ${order} neither repeat nor skip a comment, though others are written in between`, async () => {
    const name = `/paged-${order}`;
    const roots: string[] = [];
    for (let n = 0; n < 12; n++) roots.push((await endpoint.post(draft(name))).id);
    for (const parent of roots) await endpoint.post(draft(name, { parent }));
    const before = (await endpoint.page(name, { order })).comments.map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await endpoint.page(name, { order, limit: '5', ...(cursor && { cursor }) });
      assert.ok(page.comments.length <= 5);
      seen.push(...page.comments.map(({ id }) => id));
      cursor = page.next;
      await endpoint.post(draft(name));
      await endpoint.post(draft(name, { parent: roots[0]! }));
      await endpoint.post(draft(name, { parent: roots[11]! }));
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(
      seen.filter((id) => before.includes(id)),
      before,
    );
  });
}

test('the page around a comment holds it, what is next to it, and the ancestors of its first', async () => {
  for (const order of ['oldest', 'newest', 'popular']) {
    for (const limit of [1, 2, 3, 50]) {
      for (const { id } of (await endpoint.page(thread)).comments) {
        const page = await endpoint.page(thread, { order, limit: String(limit), around: id });
        const ids = page.comments.map((comment) => comment.id);
        assert.ok(ids.includes(id));
        assert.equal(new Set(ids).size, ids.length);
        for (const [index, { parent }] of page.comments.entries()) {
          if (parent !== null) assert.ok(ids.slice(0, index).includes(parent));
        }
      }
    }
  }
  const page = await endpoint.page(thread, { limit: '3', around: idOf('deepest') });
  assert.deepEqual(numbersOf(page), ['1', '1.1', '1.1.1', '1.1.1.1', '1.2']);
  assert.deepEqual(numbersOf(await endpoint.page(thread, { limit: '3', cursor: page.next! })), ['2', '2.1', '3']);
  assert.equal((await endpoint.page(thread, { limit: '3', around: idOf('one') })).comments.length, 3);
});

test('around a comment that nobody may see, there is nothing', async () => {
  for (const id of [idOf('waiting'), idOf('gone'), draft('/').id]) {
    assert.equal((await endpoint.request(`/comments?thread=${thread}&around=${id}`)).status, 404);
  }
  assert.equal((await endpoint.request(`/comments?thread=/unknown&around=${idOf('one')}`)).status, 404);
});

test('a question that makes no sense is refused with the name of what is wrong', async () => {
  const cases: readonly [string, string][] = [
    ['order=oldest', 'thread'],
    ['thread=', 'thread'],
    [`thread=${'x'.repeat(801)}`, 'thread'],
    ['thread=a&thread=b', 'thread'],
    ['thread=a&limit=0', 'limit'],
    ['thread=a&limit=1001', 'limit'],
    ['thread=a&limit=many', 'limit'],
    ['thread=a&order=best', 'order'],
    ['thread=a&around=x', 'around'],
    ['thread=a&format=pdf', 'format'],
    [`thread=${thread}&cursor=x`, 'cursor'],
    [`thread=${thread}&cursor=${draft('/').id}.0`, 'cursor'],
    [`thread=${thread}&cursor=${'x'.repeat(500)}`, 'cursor'],
  ];
  for (const [query, field] of cases) {
    const answer = await endpoint.request(`/comments?${query}`);
    assert.equal(answer.status, 400, query);
    const { errors } = (await answer.json()) as { errors: { field: string }[] };
    assert.deepEqual(
      errors.map((error) => error.field),
      [field],
      query,
    );
  }
});

test('a thread may have any name', async () => {
  const names = [
    '../..',
    'a b/ä/日本?&#%2F',
    '__proto__',
    "'; drop table threads; --",
    '🧵',
    'x'.repeat(800),
    '字'.repeat(800),
  ];
  for (const name of names) await endpoint.post(draft(name));
  const query = new URLSearchParams(names.map((name) => ['thread', name]));
  const counts = JSON.parse(await (await endpoint.request(`/counts?${query}`)).text()) as object;
  assert.deepEqual(
    Object.entries(counts),
    names.map((name) => [name, 1]),
  );
});

test('fifty threads are counted at once, and no more', async () => {
  const counts = await endpoint.request(`/counts?thread=${thread}&thread=/nobody&thread=${thread}`);
  assert.deepEqual(await counts.json(), { [thread]: 9, '/nobody': 0 });
  const ask = (length: number): Promise<Response> =>
    endpoint.request(`/counts?${new URLSearchParams(Array.from({ length }, (_, n) => ['thread', `t${String(n)}`]))}`);
  assert.equal((await ask(50)).status, 200);
  assert.equal((await ask(51)).status, 400);
  assert.equal((await ask(0)).status, 400);
});

test('each encoding has an ETag of its own, and what the client has is not sent again', async () => {
  const path = `/comments?thread=${thread}`;
  const plain = await (await endpoint.request(path)).text();
  const tags = new Set<string>();
  const decoders = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body: Uint8Array) => Buffer.from(body) };
  for (const [encoding, decode] of Object.entries(decoders)) {
    const headers = { 'Accept-Encoding': encoding };
    const answer = await endpoint.request(path, { headers });
    assert.equal(answer.headers.get('Content-Encoding') ?? 'identity', encoding);
    assert.equal(answer.headers.get('Cache-Control'), 'public, no-cache');
    assert.match(answer.headers.get('Vary') ?? '', /Accept-Encoding/);
    assert.equal(decode(new Uint8Array(await answer.arrayBuffer())).toString(), plain);
    const tag = answer.headers.get('ETag')!;
    tags.add(tag);
    for (const ifNoneMatch of [tag, `"other", W/${tag}`, '*']) {
      const again = await endpoint.request(path, { headers: { ...headers, 'If-None-Match': ifNoneMatch } });
      assert.equal(again.status, 304);
      assert.equal(again.headers.get('ETag'), tag);
      assert.equal(again.headers.get('Cache-Control'), 'public, no-cache');
      assert.equal(await again.text(), '');
    }
  }
  assert.equal(tags.size, 3);
  const choices = { 'gzip, deflate, br': 'br', 'gzip;q=1, br;q=0': 'gzip', zstd: null };
  for (const [accepted, chosen] of Object.entries(choices)) {
    const answer = await endpoint.request(path, { headers: { 'Accept-Encoding': accepted } });
    assert.equal(answer.headers.get('Content-Encoding'), chosen);
  }
});

test('a change makes another ETag', async () => {
  const path = '/comments?thread=/changing';
  const sent = draft('/changing');
  await endpoint.post(sent);
  const tag = (await endpoint.request(path)).headers.get('ETag')!;
  await endpoint.put({ ...sent, text: 'Changed.', revision: 1 });
  const answer = await endpoint.request(path, { headers: { 'If-None-Match': tag } });
  assert.equal(answer.status, 200);
  assert.notEqual(answer.headers.get('ETag'), tag);
});

test('HEAD answers like GET, without a body', async () => {
  const answer = await endpoint.request(`/comments?thread=${thread}`, { method: 'HEAD' });
  assert.equal(answer.status, 200);
  assert.ok(answer.headers.get('ETag'));
  assert.equal(await answer.text(), '');
});

test('the same thread as HTML nests its lists and carries microformats', async () => {
  await endpoint.post(
    draft('/html', {
      text: '<script>alert(1)</script>\nand more',
      author: { name: '<b>"Ada"', url: 'https://example.org/?a="b' },
    }),
  );
  const hostile = await (await endpoint.request('/comments?thread=/html&format=html')).text();
  assert.ok(
    !/<script|<b>/.test(hostile) && hostile.includes('&lt;script&gt;') && hostile.includes('<br>and more'),
    hostile,
  );

  const answer = await endpoint.request(`/comments?thread=${thread}&format=html&limit=9`);
  assert.equal(answer.headers.get('Content-Type'), 'text/html; charset=utf-8');
  const page = await answer.text();
  const outline = [...page.matchAll(/<(\/?(?:ol|li))>|<article[^>]*id="comment-([^"]+)"/g)].map(
    ([, tag, id]) => tag ?? id,
  );
  const ids = Object.fromEntries(comments.map(({ key }) => [key, idOf(key)]));
  assert.deepEqual(outline, [
    'ol',
    'li',
    ids['one'],
    'ol',
    'li',
    ids['one-one'],
    'ol',
    'li',
    ids['one-one-one'],
    'ol',
    'li',
    ids['deepest'],
    '/li',
    '/ol',
    '/li',
    '/ol',
    '/li',
    'li',
    ids['one-two'],
    '/li',
    '/ol',
    '/li',
    'li',
    ids['two'],
    'ol',
    'li',
    ids['two-one'],
    '/li',
    '/ol',
    '/li',
    'li',
    ids['three'],
    '/li',
    '/ol',
    'ol',
    'li',
    ids['ping'],
    '/li',
    '/ol',
  ]);
  for (const part of ['h-entry', 'u-comment h-cite', 'p-author h-card', 'e-content', 'dt-published', 'rel="next"']) {
    assert.ok(page.includes(part), part);
  }
  assert.ok(page.includes('<strong>two</strong>') && page.includes('<h1>9 comments on'));
});

test('seeded ids are the same on every seeding, and UUIDs of version 7', () => {
  for (const comment of comments) {
    assert.match(seedId(thread, comment), /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    assert.equal(seedId(thread, comment), seedId(thread, { ...comment }));
  }
  assert.equal(new Set(comments.map((comment) => seedId(thread, comment))).size, comments.length);
});

test('the threads of the demo are read as they were written', async () => {
  for (const { id, title, comments: written } of threads) {
    const { thread: about, comments: list, next } = await endpoint.page(id, { limit: '1000' });
    const published = written.filter(({ status = 'published' }) => status === 'published');
    assert.deepEqual([about.title, about.count, next], [title, published.length, null]);
    const ids = new Set(list.map((comment) => comment.id));
    for (const comment of published) assert.ok(ids.has(seedId(id, comment)), `${id} ${comment.key}`);
  }
});

test('a page of ten thousand comments, many of them deleted, is there in a moment in every order', async () => {
  await endpoint.post(draft('/large'));
  const { key } = await database
    .selectFrom('threads')
    .select('key')
    .where('id', '=', '/large')
    .executeTakeFirstOrThrow();
  const rows = Array.from({ length: 10_000 }, (_, n) => ({
    id: draft('/large').id,
    thread: key,
    number: [Math.floor(n / 100) + 2, ...(n % 100 === 0 ? [] : [n % 100])],
    sequence: n + 2,
    author_name: 'Ada',
    markdown: 'Hello.',
    text: 'Hello.',
    status: n % 5 === 1 ? ('deleted' as const) : ('published' as const),
    created: new Date(),
  }));
  for (let n = 0; n < rows.length; n += 1000)
    await database
      .insertInto('comments')
      .values(rows.slice(n, n + 1000))
      .execute();
  for (const order of ['oldest', 'newest', 'popular']) {
    const start = performance.now();
    const { next } = await endpoint.page('/large', { order });
    await endpoint.page('/large', { order, cursor: next! });
    await endpoint.page('/large', { order, around: rows[5002]!.id });
    const took = performance.now() - start;
    assert.ok(took < 5000, `${order} took ${String(Math.round(took))} ms`);
  }
});
