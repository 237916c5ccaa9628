import assert from 'node:assert/strict';
import { after, describe, mock, test } from 'node:test';
import type { Comment } from '../../demo/endpoint/schemas.ts';
import { databases } from './databases.ts';
import { draft, testEndpoint } from './endpoint.ts';

const range = (length: number): number[] => Array.from({ length }, (_, index) => index + 1);

for (const [name, open] of databases) {
  void describe(`many writers at once, on ${name}`, async () => {
    const opened = await open();
    const { database, close } = opened;
    after(close);
    const endpoint = await testEndpoint(opened, { MODERATION: 'none' });

    await test('forty comments at the top level get forty numbers without a gap', async () => {
      const comments = await Promise.all(range(40).map(() => endpoint.post(draft('/top'))));
      assert.deepEqual(
        comments.map(({ sequence }) => sequence).sort((a, b) => a! - b!),
        range(40),
      );
      for (const { number, sequence } of comments) assert.deepEqual(number, [sequence]);
      const { thread, comments: listed } = await endpoint.page('/top');
      assert.equal(thread.count, 40);
      assert.deepEqual(
        listed.map(({ number }) => number),
        range(40).map((n) => [n]),
      );
    });

    await test('forty replies to one comment get forty numbers below it without a gap', async () => {
      const { id } = await endpoint.post(draft('/replies'));
      const replies = await Promise.all(range(40).map(() => endpoint.post(draft('/replies', { parent: id }))));
      assert.deepEqual(
        replies.map(({ number }) => number![1]).sort((a, b) => a! - b!),
        range(40),
      );
      assert.deepEqual(
        replies.map(({ sequence }) => sequence! - 1).sort((a, b) => a - b),
        range(40),
      );
    });

    await test('forty comments approved at once are numbered like forty written at once', async () => {
      const held = await testEndpoint(opened, { MODERATION: 'all' });
      const drafts = range(40).map(() => draft('/approved'));
      for (const answer of await Promise.all(drafts.map(held.put))) assert.equal(answer.status, 202);
      const answers = await Promise.all(drafts.map(({ id }) => held.setStatus(id, 'published')));
      const comments = (await Promise.all(answers.map((answer) => answer.json()))) as Comment[];
      assert.deepEqual(
        comments.map(({ sequence }) => sequence).sort((a, b) => a! - b!),
        range(40),
      );
      assert.equal((await held.page('/approved')).thread.count, 40);
    });

    await test('twenty copies of one PUT make one comment, and all are told the same', async () => {
      await endpoint.post(draft('/copies'));
      const sent = draft('/copies');
      const answers = await Promise.all(range(20).map(() => endpoint.put(sent)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [...range(19).map(() => 200), 201]);
      const [first, ...others] = await Promise.all(answers.map((answer) => answer.text()));
      for (const other of others) assert.equal(other, first);
      assert.equal((await endpoint.page('/copies')).comments.length, 2);
    });

    await test('one id sent to two threads at once ends up in one of them', async () => {
      for (const round of range(5)) {
        const sent = draft(`/one-${String(round)}`);
        const answers = await Promise.all([
          endpoint.put(sent),
          endpoint.put({ ...sent, thread: `/two-${String(round)}` }),
        ]);
        assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
      }
    });

    await test('deleting, answering and reading at once leave the count true', async () => {
      const drafts = range(20).map(() => draft('/churn'));
      const comments = await Promise.all(drafts.map(endpoint.post));
      await Promise.all([
        ...drafts
          .slice(10)
          .map(({ id, secret }) =>
            endpoint.request(`/comments/${id}`, { method: 'DELETE', headers: { Authorization: `Comment ${secret}` } }),
          ),
        ...comments.map(({ id }) => endpoint.post(draft('/churn', { parent: id }))),
        ...range(10).map(() => endpoint.page('/churn')),
      ]);
      const { thread, comments: listed } = await endpoint.page('/churn');
      assert.equal(thread.count, 30);
      assert.equal(listed.filter(({ status }) => status === 'published').length, 30);
      assert.equal(listed.filter(({ status }) => status === 'deleted').length, 10);
    });

    if (name !== 'Postgres') return;
    await test('a connection that breaks while it is used ends its request and nothing else', async () => {
      const kill = database.selectNoFrom((eb) =>
        eb.fn<boolean>('pg_terminate_backend', [eb.fn('pg_backend_pid', [])]).as('ended'),
      );
      for (const outcome of await Promise.allSettled(range(20).map(() => kill.execute()))) {
        assert.equal(outcome.status, 'rejected');
      }
      // What the pool has not seen break yet may be given to a request or two, which are told to come back.
      const log = mock.method(console, 'error', () => undefined);
      const sent = draft('/broken');
      const statuses: number[] = [];
      while (statuses.length < 20 && statuses.at(-1) !== 201) statuses.push((await endpoint.put(sent)).status);
      log.mock.restore();
      assert.deepEqual(
        [...new Set(statuses)].filter((status) => status !== 503),
        [201],
      );
    });
  });
}
