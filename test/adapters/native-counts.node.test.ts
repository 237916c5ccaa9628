import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { loadCounts } from '../../src/adapters/native-counts.ts';
import { answerWith, LoopbackServer } from './loopback-server.ts';

const server = new LoopbackServer();
before(() => server.start());
after(() => server.stop());
beforeEach(() => {
  server.seen = [];
});

describe('loadCounts', () => {
  it('asks for many threads at once', async () => {
    server.answer = answerWith(200, '{"/a":12,"/b":0,"__proto__":3,"/more":1}');
    const counts = await loadCounts(server.url, ['/a', '/b', '__proto__']);
    assert.deepEqual(
      [...counts],
      [
        ['/a', 12],
        ['/b', 0],
        ['__proto__', 3],
      ],
    );
    assert.deepEqual(
      server.seen.map(({ url }) => url),
      ['/counts?thread=%2Fa&thread=%2Fb&thread=__proto__'],
    );
  });

  it('asks for fifty at most in each request', async () => {
    server.answer = ({ url = '' }, response) => {
      const threads = new URL(url, server.url).searchParams.getAll('thread');
      response.end(JSON.stringify(Object.fromEntries(threads.map((thread) => [thread, threads.length]))));
    };
    const counts = await loadCounts(
      server.url,
      Array.from({ length: 120 }, (_, n) => `/${n}`),
    );
    assert.equal(counts.size, 120);
    assert.deepEqual([counts.get('/0'), counts.get('/49'), counts.get('/50'), counts.get('/119')], [50, 50, 50, 20]);
    assert.equal(server.seen.length, 3);
  });

  for (const body of ['null', '[]', '7', '{}', '{"/a":-1}', '{"/a":"12"}', '{"/a":1.5}', '{"/a":null}', '{"/b":1}']) {
    it(`is malformed when the endpoint answers ${body}`, async () => {
      server.answer = answerWith(200, body);
      await assert.rejects(loadCounts(server.url, ['/a']), { name: 'CommentThreadError', code: 'malformed' });
    });
  }

  it('has no count of what only every object has', async () => {
    server.answer = answerWith(200, '{}');
    await assert.rejects(loadCounts(server.url, ['constructor']), { code: 'malformed' });
  });

  it('rejects with the precise error', async () => {
    server.answer = answerWith(500, 'Oops', { 'Content-Type': 'text/plain' });
    await assert.rejects(loadCounts(server.url, ['/a']), { code: 'http', status: 500 });
    server.answer = () => undefined;
    await assert.rejects(loadCounts(server.url, ['/a'], { idle: 30 }), { code: 'timeout' });
  });
});
