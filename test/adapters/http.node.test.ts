import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, beforeEach, describe, it } from 'node:test';
import { requestOwn } from '../../src/adapters/http-own.ts';
import { requestJson } from '../../src/adapters/http.ts';
import { parseProblem } from '../../src/adapters/problem.ts';
import { CommentThreadError } from '../../src/errors.ts';
import { answerWith, LoopbackServer } from './loopback-server.ts';

const server = new LoopbackServer();
before(() => server.start());
after(() => server.stop());
beforeEach(() => {
  server.seen = [];
});

const failure = async (promise: Promise<unknown>): Promise<CommentThreadError> => {
  const error = await promise.then(
    () => assert.fail('it did not reject'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof CommentThreadError, String(error));
  return error;
};

describe('requestJson', () => {
  it('resolves to the status and the parsed body', async () => {
    server.answer = answerWith(201, { id: 'ä' });
    assert.deepEqual(await requestJson(server.url), { status: 201, body: { id: 'ä' } });
  });

  it('reads JSON under any content type, also where the chunks cut characters in two', async () => {
    server.answer = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      const bytes = Buffer.from('{"text":"Füße 🎉"}');
      response.write(bytes.subarray(0, 11), () =>
        response.write(bytes.subarray(11, 17), () => response.end(bytes.subarray(17))),
      );
    };
    assert.deepEqual((await requestJson(server.url)).body, { text: 'Füße 🎉' });
  });

  it('resolves 204 to null', async () => {
    server.answer = answerWith(204);
    assert.deepEqual(await requestOwn(server.url, { method: 'DELETE' }), { status: 204, body: null });
  });

  it('reads without headers of its own, so that a preload can answer', async () => {
    server.answer = answerWith(200, []);
    await requestJson(server.url);
    const { headers } = server.seen[0]!;
    assert.equal(headers.accept, '*/*');
    assert.equal(headers.authorization, undefined);
    assert.equal(headers['content-type'], undefined);
  });

  it('writes JSON and says so', async () => {
    server.answer = answerWith(200, {});
    await requestOwn(server.url, { method: 'PUT', body: { a: 1 }, authorize: () => Promise.resolve('Bearer x') });
    const { method, headers, body } = server.seen[0]!;
    assert.deepEqual(
      [method, headers['content-type'], headers.authorization, body],
      ['PUT', 'application/json', 'Bearer x', '{"a":1}'],
    );
  });

  it('fails with network when nobody listens', async () => {
    const idle = new LoopbackServer();
    await idle.start();
    await idle.stop();
    const error = await failure(requestJson(idle.url));
    assert.equal(error.code, 'network');
    assert.equal(error.retryable, true);
    assert.ok(error.cause instanceof TypeError);
    assert.match(error.message, /127\.0\.0\.1/);
  });

  it('fails with network when the connection breaks in the middle of a body', async () => {
    server.answer = (_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"comments":[', () => response.destroy());
    };
    assert.equal((await failure(requestJson(server.url))).code, 'network');
  });

  it('fails with timeout when no byte comes', async () => {
    server.answer = () => undefined;
    const error = await failure(requestJson(server.url, { limits: { idle: 30 } }));
    assert.deepEqual([error.code, error.retryable], ['timeout', true]);
  });

  it('fails with timeout when a body stops', async () => {
    server.answer = (_, response) => response.write('{"comments":');
    assert.equal((await failure(requestJson(server.url, { limits: { idle: 60 } }))).code, 'timeout');
  });

  it('fails with timeout when the bytes trickle for ever, and hangs up', async () => {
    let closed: Promise<unknown> | undefined;
    server.answer = (_, response) => {
      const trickle = setInterval(() => response.write(' '), 10);
      closed = once(response, 'close').then(() => clearInterval(trickle));
    };
    assert.equal((await failure(requestJson(server.url, { limits: { idle: 5_000, total: 150 } }))).code, 'timeout');
    await closed;
  });

  it('waits as long as bytes keep coming', async () => {
    server.answer = (_, response) => {
      let left = 10;
      const trickle = setInterval(() => {
        if (left-- > 0) return void response.write(' ');
        clearInterval(trickle);
        response.end('true');
      }, 150);
    };
    assert.equal((await requestJson(server.url, { limits: { idle: 1_000 } })).body, true);
  });

  for (const [what, size] of [
    ['a body of 20 MB', 20_000_000],
    ['an endless body', Infinity],
  ] as const) {
    it(`fails with too-large on ${what}, and reads no further than it must`, async () => {
      const block = Buffer.alloc(65_536, ' ');
      let sent = 0;
      let closed: Promise<unknown> | undefined;
      server.answer = (_, response) => {
        const fill = (): void => {
          while (sent < size && !response.destroyed) {
            sent += block.length;
            if (!response.write(block)) return void response.once('drain', fill);
          }
          if (!response.destroyed) response.end();
        };
        closed = once(response, 'close');
        fill();
      };
      const error = await failure(requestJson(server.url));
      assert.deepEqual([error.code, error.retryable], ['too-large', false]);
      await closed;
      assert.ok(sent < 19_000_000, `${sent} bytes were sent`);
    });
  }

  it('reads an answer of just the allowed size', async () => {
    server.answer = answerWith(200, '"12345678"');
    assert.equal((await requestJson(server.url, { limits: { bytes: 10 } })).body, '12345678');
    assert.equal((await failure(requestJson(server.url, { limits: { bytes: 9 } }))).code, 'too-large');
  });

  for (const [what, body, type] of [
    ['HTML with status 200', '<!doctype html><p>Sign in to the Wi-Fi', 'text/html'],
    ['HTML that claims to be JSON', '<p>', 'application/json'],
    ['half a document', '{"comments":[', 'application/json'],
    ['an empty body', '', 'application/json'],
  ] as const) {
    it(`fails with not-json on ${what}`, async () => {
      server.answer = answerWith(200, body, { 'Content-Type': type });
      const error = await failure(requestJson(server.url));
      assert.deepEqual([error.code, error.status, error.retryable], ['not-json', 200, true]);
      assert.ok(error.message.includes(type));
    });
  }

  it('parses 100,000 nested arrays or fails cleanly, but never breaks', async () => {
    server.answer = answerWith(200, '['.repeat(100_000) + ']'.repeat(100_000));
    const body = await requestJson(server.url).then(
      (answer) => answer.body,
      (error: unknown) => error,
    );
    assert.ok(Array.isArray(body) || body instanceof CommentThreadError);
  });

  for (const [status, code, retryable] of [
    [400, 'refused', false],
    [401, 'sign-in', false],
    [403, 'forbidden', false],
    [404, 'not-found', false],
    [408, 'http', true],
    [409, 'conflict', false],
    [410, 'closed', false],
    [413, 'refused', false],
    [418, 'http', false],
    [422, 'refused', false],
    [425, 'http', true],
    [429, 'rate-limited', true],
    [500, 'http', true],
    [502, 'http', true],
    [503, 'http', true],
    [504, 'http', true],
  ] as const) {
    it(`turns ${status} into ${code}, ${retryable ? 'to be tried again' : 'for good'}`, async () => {
      server.answer = answerWith(status, '<h1>Oops</h1>', { 'Content-Type': 'text/html' });
      const error = await failure(requestOwn(server.url, { parseProblem }));
      assert.deepEqual([error.code, error.retryable, error.status], [code, retryable, status]);
      assert.deepEqual([error.retryAfter, error.detail, error.fields], [undefined, undefined, []]);
    });
  }

  it('keeps the status when the body of a failure never ends', async () => {
    server.answer = (_, response) => {
      response.writeHead(500, { 'Content-Type': 'application/problem+json' });
      const fill = (): void => {
        while (!response.destroyed) if (!response.write(' '.repeat(65_536))) return void response.once('drain', fill);
      };
      fill();
    };
    assert.equal((await failure(requestOwn(server.url, { parseProblem }))).status, 500);
    assert.equal((await failure(requestJson(server.url))).status, 500);
  });

  it('follows a redirect when reading, none when writing or proving who asks', async () => {
    server.answer = (request, response) =>
      request.url === '/' ? response.writeHead(303, { Location: '/landed' }).end() : response.end('{"id":"1"}');
    assert.deepEqual((await requestJson(server.url)).body, { id: '1' });
    for (const method of ['PUT', 'DELETE'] as const) {
      assert.equal((await failure(requestOwn(server.url, { method }))).code, 'network');
    }
    const authorize = (): Promise<string> => Promise.resolve('Comment secret');
    assert.equal((await failure(requestOwn(server.url, { authorize }))).code, 'network');
    assert.deepEqual(
      server.seen.map(({ method, url }) => `${method} ${url}`),
      ['GET /', 'GET /landed', 'PUT /', 'DELETE /', 'GET /'],
    );
  });
});

describe('Retry-After', () => {
  const retryAfter = async (value: string, status = 429): Promise<CommentThreadError> => {
    server.answer = answerWith(status, null, { 'Retry-After': value });
    return failure(requestJson(server.url));
  };
  const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();

  it('is read as seconds, bounded to an hour', async () => {
    assert.equal((await retryAfter('7')).retryAfter, 7);
    assert.equal((await retryAfter('0')).retryAfter, 0);
    assert.equal((await retryAfter('99999999999999999999')).retryAfter, 3600);
    assert.equal((await retryAfter('-5')).retryAfter, 0);
  });

  it('is read as an HTTP-date, bounded to an hour', async () => {
    const { retryAfter: wait } = await retryAfter(inSeconds(100));
    assert.ok(wait !== undefined && wait > 90 && wait <= 100, String(wait));
    assert.equal((await retryAfter(inSeconds(-100))).retryAfter, 0);
    assert.equal((await retryAfter(inSeconds(100_000))).retryAfter, 3600);
  });

  it('is left out when it says nothing', async () => {
    assert.equal((await retryAfter('soon')).retryAfter, undefined);
  });

  it('makes a 503 one that asks to wait', async () => {
    assert.equal((await retryAfter('7', 503)).code, 'rate-limited');
  });
});

describe('a problem document', () => {
  it('gives its sentence and its fields, cleaned', async () => {
    server.answer = answerWith(
      422,
      {
        detail: 'Mend\u202e  this.',
        errors: [
          { field: 'email', detail: 'No\u0000 address.' },
          null,
          7,
          { field: 'url' },
          { detail: 'Who are you?' },
        ],
      },
      { 'Content-Type': 'application/problem+json' },
    );
    const error = await failure(requestOwn(server.url, { parseProblem }));
    assert.equal(error.detail, 'Mend this.');
    assert.deepEqual(error.fields, [
      { field: 'email', detail: 'No address.' },
      { field: '', detail: 'Who are you?' },
    ]);
  });

  it('is bounded', async () => {
    const long = 'x'.repeat(1000);
    server.answer = answerWith(422, { detail: long, errors: Array(30).fill({ field: long, detail: long }) });
    const error = await failure(requestOwn(server.url, { parseProblem }));
    assert.ok((error.detail?.length ?? 0) <= 300);
    assert.equal(error.fields.length, 20);
    assert.ok(error.fields.every(({ field, detail }) => field.length <= 64 && detail.length <= 300));
  });

  for (const body of ['null', '7', '"no"', '[]', '{"detail":{},"errors":{}}', '{']) {
    it(`is nothing when it is ${body}`, async () => {
      server.answer = answerWith(422, body);
      const error = await failure(requestOwn(server.url, { parseProblem }));
      assert.deepEqual([error.code, error.detail, error.fields], ['refused', undefined, []]);
    });
  }
});

describe("a caller's abort", () => {
  it('rejects with the very reason, before, during and after the head of an answer', async () => {
    const reason = new Error('the reader has left');
    await assert.rejects(requestJson(server.url, { signal: AbortSignal.abort(reason) }), (error) => error === reason);
    assert.equal(server.seen.length, 0);

    for (const begin of [false, true]) {
      const controller = new AbortController();
      server.answer = (_, response) => {
        if (begin) response.write('{');
        setImmediate(() => controller.abort(reason));
      };
      await assert.rejects(requestJson(server.url, { signal: controller.signal }), (error) => error === reason);
    }
  });

  it('ends also what the site does to make a token', async () => {
    const controller = new AbortController();
    const answer = requestOwn(server.url, {
      authorize: () => new Promise(() => controller.abort('enough')),
      signal: controller.signal,
    });
    await assert.rejects(answer, (error) => error === 'enough');
  });

  it('has no say any more once the answer is there', async () => {
    const controller = new AbortController();
    server.answer = answerWith(200, 1);
    const answer = await requestJson(server.url, { signal: controller.signal });
    controller.abort();
    assert.equal(answer.body, 1);
  });
});

describe('making a token', () => {
  it('is bounded in time', async () => {
    const answer = requestOwn(server.url, { authorize: () => new Promise(() => undefined), limits: { total: 30 } });
    assert.equal((await failure(answer)).code, 'timeout');
  });

  it('may fail with an error of the family, which is kept', async () => {
    const error = new CommentThreadError('sign-in', 'nobody');
    await assert.rejects(
      requestOwn(server.url, { authorize: () => Promise.reject(error) }),
      (thrown) => thrown === error,
    );
  });
});
