/** Answers are kept in memory, and yet nobody who reads after a change was answered gets one from before it. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Database, OpenDatabase } from '../../demo/endpoint/database.ts';
import { databases } from './databases.ts';
import { draft, testEndpoint, type TestedEndpoint } from './endpoint.ts';

type Plugin = Parameters<Database['withPlugin']>[0];

/** The same database, with something done at each query and after it. */
const watch = (
  open: OpenDatabase,
  { onQuery, onResult }: { onQuery?: () => void; onResult?: () => Promise<void> },
): OpenDatabase => {
  const plugin: Plugin = {
    transformQuery({ node }) {
      onQuery?.();
      return node;
    },
    async transformResult({ result }) {
      await onResult?.();
      return result;
    },
  };
  return { ...open, database: open.database.withPlugin(plugin) };
};

const readTag = async ({ request }: TestedEndpoint, path: string): Promise<string> =>
  (await request(path)).headers.get('ETag')!;

for (const [name, open] of databases) {
  void describe(`answers from memory, on ${name}`, async () => {
    const opened = await open();
    const { database, close } = opened;
    after(close);
    const endpoint = await testEndpoint(opened);

    await test('whatever changes a thread changes its answers, in every format and for every endpoint on the database', async () => {
      const thread = '/every-change';
      const held = await testEndpoint(opened, { MODERATION: 'all' });
      const [sent, waiting] = [draft(thread), draft(thread)];
      const remove = { method: 'DELETE', headers: { Authorization: `Comment ${sent.secret}` } };
      const change = (values: { title?: string; closed?: boolean }): Promise<unknown> =>
        database.updateTable('threads').set(values).where('id', '=', thread).execute();
      const changes: readonly [string, () => Promise<unknown>][] = [
        ['the first comment', () => endpoint.post(sent)],
        ['an edit', () => endpoint.put({ ...sent, text: 'Better said.', revision: 1 })],
        ['a reply', () => endpoint.post(draft(thread, { parent: sent.id }))],
        ['one that is let in', () => held.put(waiting).then(() => held.setStatus(waiting.id, 'published'))],
        ['one that a moderator deletes', () => endpoint.setStatus(waiting.id, 'deleted')],
        ['one that its author deletes', () => endpoint.request(`/comments/${sent.id}`, remove)],
        ['likes', () => database.updateTable('comments').set({ likes: 7 }).where('parent', '=', sent.id).execute()],
        ['a title', () => change({ title: 'Every change' })],
        ['closing', () => change({ closed: true })],
      ];
      const paths = ['', '&order=popular&limit=5', '&format=html'].map((query) => `/comments?thread=${thread}${query}`);
      // Closing is not part of the page for people, and likes are not either.
      const isSilent = (what: string, path: string): boolean =>
        path.includes('html') && (what === 'closing' || what === 'likes');
      for (const [what, act] of changes) {
        const readers = [endpoint, held];
        const tags = await Promise.all(readers.map((each) => Promise.all(paths.map((path) => readTag(each, path)))));
        await act();
        for (const [index, reader] of readers.entries()) {
          for (const [at, path] of paths.entries()) {
            const tag = tags[index]![at]!;
            const { status } = await reader.request(path, { headers: { 'If-None-Match': tag } });
            assert.equal(status, isSilent(what, path) ? 304 : 200, `${what}: ${path}`);
          }
        }
      }
      const { comments, thread: about } = await endpoint.page(thread);
      assert.deepEqual([about.closed, about.title, about.count], [true, 'Every change', 1]);
      assert.deepEqual(
        comments.map(({ status, likes }) => [status, likes]),
        [
          ['deleted', 0],
          ['published', 7],
        ],
      );
    });

    await test('every read after a write shows it, whatever was being read meanwhile', async () => {
      const thread = '/overlapping';
      const path = `/comments?thread=${thread}&limit=1000`;
      for (let round = 0; round < 60; round += 1) {
        const tag = await readTag(endpoint, path);
        const reads = [endpoint.request(path)];
        const put = endpoint.post(draft(thread));
        reads.push(endpoint.request(path), endpoint.request(path, { headers: { 'If-None-Match': tag } }));
        const { id } = await put;
        reads.push(endpoint.request(path));
        const answer = await endpoint.request(path, { headers: { 'If-None-Match': tag } });
        assert.equal(answer.status, 200, `round ${String(round)}`);
        assert.ok((await answer.text()).includes(id), `round ${String(round)}`);
        await Promise.all(reads);
      }
    });

    await test('what has not changed is answered without reading it again', async () => {
      let queries = 0;
      const counted = await testEndpoint(watch(opened, { onQuery: () => (queries += 1) }));
      await counted.post(draft('/unchanged'));
      for (const thread of ['/unchanged', '/nobody']) {
        const path = `/comments?thread=${thread}`;
        const tag = await readTag(counted, path);
        const count = async (init: RequestInit, status: number): Promise<number> => {
          queries = 0;
          assert.equal((await counted.request(path, init)).status, status);
          return queries;
        };
        const needed = name === 'PGlite' ? 0 : 1;
        assert.equal(await count({ headers: { 'If-None-Match': tag } }, 304), needed);
        assert.equal(await count({}, 200), needed);
        assert.equal(await count({ headers: { 'Accept-Encoding': 'br' } }, 200), needed);
        await counted.post(draft('/other'));
        assert.equal(await count({}, 200), 1, 'after a change elsewhere one query tells that this is as it was');
        assert.equal(await count({}, 200), needed);
      }
    });

    await test('a hundred who ask at once after a change have one page read for them', async () => {
      let queries = 0;
      const counted = await testEndpoint(watch(opened, { onQuery: () => (queries += 1) }));
      const { id } = await counted.post(draft('/rush'));
      queries = 0;
      const pages = await Promise.all(Array.from({ length: 100 }, () => counted.page('/rush')));
      for (const { comments } of pages) assert.equal(comments[0]!.id, id);
      // The thread and its page for the first; where it is asked, the version for all the others, in a turn or two.
      assert.ok(queries <= (name === 'PGlite' ? 2 : 10), `${String(queries)} queries`);
    });

    if (name !== 'Postgres') return;

    await test('a page read before a change and ready after it is kept for nobody', async () => {
      let pass: () => void = () => undefined;
      let arrive: () => void = () => undefined;
      let gate: Promise<void> | undefined;
      const onResult = (): Promise<void> => {
        arrive();
        return gate ?? Promise.resolve();
      };
      const slow = await testEndpoint(watch(opened, { onResult }));
      await endpoint.post(draft('/slow'));
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      gate = new Promise((resolve) => (pass = resolve));
      const begun = slow.page('/slow');
      await arrived;
      // What it reads is from now on what was there before this.
      const { id } = await endpoint.post(draft('/slow'));
      const later = slow.page('/slow');
      gate = undefined;
      pass();
      assert.equal((await begun).comments.length, 1);
      assert.equal((await later).comments[1]?.id, id);
      assert.equal((await slow.page('/slow')).comments[1]?.id, id);
    });
  });
}
