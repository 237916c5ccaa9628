/** Holds the table in src/adapters/outcome.ts, which the documentation shows, to what a real answer does. */
import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, before, test } from 'node:test';
import { nativePersonal } from '../../src/adapters/native-personal.ts';
import { readAnswers } from '../../docs/answers.ts';
import { answerWith, LoopbackServer } from './loopback-server.ts';

const server = new LoopbackServer();
before(() => server.start());
after(() => server.stop());

const id = '01932b7e-5a3c-7000-8000-000000000001';
const comment = (status: string, name = id): object => ({ id: name, text: 'Hello', status });
const problem = (status: number, headers?: Record<string, string>): RequestListener =>
  answerWith(status, { title: 'no' }, headers);

/** Every answer a row speaks of, under the row's own words. */
const answers: Readonly<Record<string, readonly RequestListener[]>> = {
  '200, 201 and names the comment': [200, 201].map((status) => answerWith(status, comment('published'))),
  '2xx and says that it has been deleted': [200, 202].map((status) => answerWith(status, comment('deleted'))),
  '202 and names the comment': [answerWith(202, comment('published')), answerWith(200, comment('pending'))],
  '2xx and names no comment, or another': [
    answerWith(200, {}),
    answerWith(200, comment('published', 'another')),
    answerWith(200, '<!doctype html><title>Sign in to the café</title>'),
    answerWith(204),
  ],
  '3xx': [301, 302, 303, 307, 308].map((status) =>
    answerWith(status, comment('published'), { Location: '/elsewhere' }),
  ),
  'nothing, or not within 9 seconds': [(request) => request.socket.destroy()],
  '408, 425, 5xx': [408, 425, 500, 502, 503, 504].map((status) => problem(status)),
  '429, or 503 with Retry-After': [429, 503].map((status) => problem(status, { 'Retry-After': '7' })),
  '401': [problem(401)],
  '400, 413, 422': [400, 413, 422].map((status) => problem(status)),
  '403, 404, 409, 410': [403, 404, 409, 410].map((status) => problem(status)),
  'any other status': [405, 418, 451].map((status) => problem(status)),
};

const kinds: Readonly<Record<string, string>> = { waiting: 'signIn', 'not taken': 'unknown' };

const [head, ...rows] = readAnswers();

test('the table has a head and knows every answer that is tried', () => {
  assert.equal(head?.length, 3);
  assert.deepEqual(rows.map(([answer]) => answer).sort(), Object.keys(answers).sort());
});

for (const [answer, draft, then] of rows) {
  test(`${answer}: ${draft}, and ${then}`, async () => {
    const { send } = nativePersonal({ endpoint: `${server.url}/blog`, getToken: () => Promise.resolve(null) });
    for (const listener of answers[answer]!) {
      server.seen = [];
      server.answer = listener;
      const words = { thread: '/a', parent: null, text: 'Hello', author: { name: 'Ada' }, writer: '' };
      const outcome = await send({ id, ...words, secret: 's', revision: 0 });
      assert.equal(outcome.kind, kinds[draft] ?? draft);
      assert.equal(server.seen.length, 1, 'one request, and no redirect is followed');
      const waits = 'error' in outcome && outcome.error.code === 'rate-limited' && outcome.error.retryAfter === 7;
      assert.equal(waits, draft === 'not taken');
    }
  });
}
