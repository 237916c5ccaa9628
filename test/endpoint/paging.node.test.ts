import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Database } from '../../demo/endpoint/database.ts';
import { databases } from './databases.ts';
import { draft, testEndpoint } from './endpoint.ts';

const size = 10_000;

/** Every root has three replies, but one in the middle has half of all comments below it; every ninth comment is deleted. */
const insertLongThread = async (database: Database, id: string): Promise<void> => {
  const thread = { id, count: size };
  const { key } = await database.insertInto('threads').values(thread).returning('key').executeTakeFirstOrThrow();
  const [begin, end] = [size / 4, (size * 3) / 4];
  const numberOf = (n: number): number[] => {
    const [root, reply] = n >= begin && n < end ? [begin / 4, n - begin] : [Math.floor(n / 4), n % 4];
    return reply === 0 ? [root + 1] : [root + 1, reply];
  };
  const rows = Array.from({ length: size }, (_, n) => ({
    id: draft(id).id,
    thread: key,
    number: numberOf(n < end ? n : n + 4),
    sequence: n + 1,
    author_name: 'Ada',
    text: 'Hello.',
    likes: n % 40,
    status: n % 9 === 8 ? ('deleted' as const) : ('published' as const),
    created: new Date(),
  }));
  for (let n = 0; n < size; n += 1000) {
    await database
      .insertInto('comments')
      .values(rows.slice(n, n + 1000))
      .execute();
  }
};

const relations = 'comments comments_pkey comments_number comments_sequence comments_newest comments_popular'.split(
  ' ',
);

/** How many rows of the table and entries of its indexes have been read so far, as the database itself counts them. */
const countReads = async (database: Database): Promise<number> => {
  await database.selectNoFrom((eb) => eb.fn('pg_stat_force_next_flush', []).as('flushed')).execute();
  let reads = 0;
  for (const relation of relations) {
    const { returned } = await database
      .selectNoFrom((eb) =>
        eb.fn<string>('pg_stat_get_tuples_returned', [eb.fn('to_regclass', [eb.val(relation)])]).as('returned'),
      )
      .executeTakeFirstOrThrow();
    reads += Number(returned);
  }
  return reads;
};

for (const [name, open] of databases) {
  void describe(`a thread of ten thousand comments, on ${name}`, async () => {
    const opened = await open();
    const { database, close } = opened;
    after(close);
    const endpoint = await testEndpoint(opened);
    await insertLongThread(database, '/long');

    for (const order of ['oldest', 'newest', 'popular']) {
      await test(`reads no more for a page of ${order} than the page holds, wherever it lies`, async () => {
        const all: string[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const page = await endpoint.page('/long', { order, limit: '1000', ...(cursor && { cursor }) });
          all.push(...page.comments.map(({ id }) => id));
          cursor = page.next;
        }
        assert.equal(new Set(all).size, all.length);
        for (const limit of [50, 1000]) {
          const read = async (query: Readonly<Record<string, string>>): Promise<string> => {
            const before = await countReads(database);
            const { next } = await endpoint.page('/long', { order, limit: String(limit), ...query });
            const reads = (await countReads(database)) - before;
            assert.ok(reads <= 4 * limit + 50, `${String(reads)} of ${JSON.stringify(query)}, ${String(limit)} a page`);
            return next!;
          };
          await read({});
          // Among the replies of the largest branch, and on both sides of it.
          for (const place of [0.1, 0.5, 0.9]) {
            const cursor = await read({ around: all[Math.floor(all.length * place)]! });
            await read({ cursor });
          }
        }
      });
    }
  });
}
