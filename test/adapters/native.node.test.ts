import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Adapter, Outcome, Submission } from '../../src/adapters/adapter.ts';
import type { Limits } from '../../src/adapters/http.ts';
import { nativeAdapter } from '../../src/adapters/native.ts';
import { answerWith, LoopbackServer } from './loopback-server.ts';

const server = new LoopbackServer();
before(() => server.start());
after(() => server.stop());
beforeEach(() => {
  server.seen = [];
});

const adapter = (token: string | null = null, limits?: Limits): Required<Adapter> =>
  nativeAdapter(
    { endpoint: `${server.url}/blog`, getToken: () => Promise.resolve(token) },
    limits,
  ) as Required<Adapter>;

const id = '01932b7e-5a3c-7000-8000-000000000001';
const guest: Submission = {
  id,
  thread: '/2026/a-post',
  parent: null,
  text: 'Hello *you*',
  author: { name: 'Ada', email: 'ada@example.org' },
  writer: '',
  secret: 'c2VjcmV0',
  revision: 0,
};
const published = { id, text: 'Hello', status: 'published', number: [1], sequence: 1, author: { name: 'Ada' } };

const ofAda: Submission = { ...guest, author: null, writer: 'ada' };

/** What an endpoint answers that knows whose each token is, and takes every comment. */
const answerTo =
  (viewers: Readonly<Record<string, string>>): RequestListener =>
  (request, response) => {
    const viewer = viewers[request.headers.authorization?.replace('Bearer ', '') ?? ''];
    const [status, body] =
      request.method === 'PUT' ? [201, published] : viewer ? [200, { viewer: { id: viewer, name: viewer } }] : [401];
    answerWith(status, body)(request, response);
  };

describe('load', () => {
  it('asks for a page by parameters in a fixed order, whatever is in a name', async () => {
    server.answer = answerWith(200, { comments: [published], next: 'a+b' });
    const page = await adapter().load({ order: 'oldest', thread: '/a?b=c&d/../ü' });
    assert.equal(page.comments[0]?.id, id);
    assert.equal(page.next, 'a+b');
    await adapter().load({ cursor: 'a+b', order: 'newest', thread: 't' });
    await adapter().load({ around: id, order: 'popular', thread: 't' });
    assert.deepEqual(
      server.seen.map(({ url }) => url),
      [
        '/blog/comments?thread=%2Fa%3Fb%3Dc%26d%2F..%2F%C3%BC&order=oldest&limit=50',
        '/blog/comments?thread=t&order=newest&limit=1000&cursor=a%2Bb',
        `/blog/comments?thread=t&order=popular&limit=50&around=${id}`,
      ],
    );
  });

  it('sends nobody’s token', async () => {
    server.answer = answerWith(200, { comments: [] });
    await adapter('t').load({ order: 'oldest', thread: 't' });
    assert.equal(server.seen[0]?.headers.authorization, undefined);
  });

  it('survives nulls among the comments, missing authors and impossible dates', async () => {
    server.answer = answerWith(200, { comments: [null, { id: 'a' }, { id: 'b', created: '2026-02-31T00:00:00Z' }] });
    const { comments } = await adapter().load({ order: 'oldest', thread: 't' });
    assert.deepEqual(
      comments.map(({ author, created }) => [author, created]),
      [
        [null, null],
        [null, null],
      ],
    );
  });

  it('rejects with the precise error', async () => {
    for (const [status, body, code] of [
      [200, '{}', 'malformed'],
      [200, '<p>', 'not-json'],
      [404, '{}', 'not-found'],
      [500, '{}', 'http'],
    ] as const) {
      server.answer = answerWith(status, body);
      await assert.rejects(adapter().load({ order: 'oldest', thread: 't' }), { name: 'CommentThreadError', code });
    }
  });

  it('rejects with the reason of an abort', async () => {
    const controller = new AbortController();
    server.answer = () => controller.abort('left');
    const page = adapter().load({ order: 'oldest', thread: 't', signal: controller.signal });
    await assert.rejects(page, (reason) => reason === 'left');
  });
});

describe('send', () => {
  const kind = async (submission: Submission = guest, limits?: Limits): Promise<string> => {
    const outcome = await adapter('t', limits).send(submission);
    return 'error' in outcome ? `${outcome.kind} ${outcome.error.code}` : outcome.kind;
  };

  it('puts the comment under its own id, as a guest with their name and no token', async () => {
    server.answer = answerWith(201, published);
    const outcome = await adapter('t').send({ ...guest, version: 7 } as Submission);
    assert.ok(outcome.kind === 'posted');
    assert.deepEqual(outcome.comment.author, { name: 'Ada' });
    const { method, url, headers, body } = server.seen[0]!;
    assert.deepEqual([method, url, headers.authorization], ['PUT', `/blog/comments/${id}`, undefined]);
    const { thread, parent, text, author, secret, revision } = guest;
    assert.deepEqual(JSON.parse(body), { thread, parent, text, author, secret, revision });
  });

  it('sends the same bytes on every try', async () => {
    server.answer = answerWith(500);
    await adapter().send(guest);
    await adapter().send({ ...guest });
    assert.equal(server.seen[0]?.body, server.seen[1]?.body);
  });

  it('sends a signed-in writer’s token and no author', async () => {
    server.answer = answerTo({ t0ken: 'ada' });
    assert.equal((await adapter('t0ken').send(ofAda)).kind, 'posted');
    const { headers, body } = server.seen.at(-1)!;
    assert.equal(headers.authorization, 'Bearer t0ken');
    const { thread, parent, text, secret, revision } = guest;
    assert.deepEqual(JSON.parse(body), { thread, parent, text, secret, revision });
  });

  it('waits for sign-in when there is no token, and asks nothing', async () => {
    assert.deepEqual(await adapter().send(ofAda), { kind: 'signIn' });
    assert.equal(server.seen.length, 0);
  });

  for (const [status, body, expected] of [
    [200, published, 'posted'],
    [201, published, 'posted'],
    [202, published, 'held'],
    [200, { ...published, status: 'pending' }, 'held'],
    [200, { ...published, status: 'deleted' }, 'refused not-found'],
    [200, { ...published, id: 'another' }, 'unknown malformed'],
    [200, {}, 'unknown malformed'],
    [200, null, 'unknown malformed'],
    [200, '<p>Welcome to the hotel', 'unknown not-json'],
    [204, '', 'unknown malformed'],
    [303, '', 'unknown network'],
    [400, {}, 'refused refused'],
    [401, {}, 'signIn'],
    [403, {}, 'refused forbidden'],
    [404, {}, 'refused not-found'],
    [409, {}, 'refused conflict'],
    [410, {}, 'refused closed'],
    [413, {}, 'refused refused'],
    [422, {}, 'refused refused'],
    [408, {}, 'unknown http'],
    [418, {}, 'unknown http'],
    [429, {}, 'unknown rate-limited'],
    [500, {}, 'unknown http'],
    [503, {}, 'unknown http'],
  ] as const) {
    it(`ends in ${expected} on ${status} ${JSON.stringify(body).slice(0, 50)}`, async () => {
      server.answer = answerWith(status, body, status === 303 ? { Location: `/blog/comments/${id}` } : {});
      assert.equal(await kind(), expected);
    });
  }

  it('says when to try again, and what to mend', async () => {
    server.answer = answerWith(429, {}, { 'Retry-After': '30' });
    const later: Outcome = await adapter().send(guest);
    assert.equal(later.kind === 'unknown' && later.error.retryAfter, 30);
    server.answer = answerWith(422, { detail: 'Too short.', errors: [{ field: 'text', detail: 'Say more.' }] });
    const refused: Outcome = await adapter().send(guest);
    assert.ok(refused.kind === 'refused');
    assert.equal(refused.error.detail, 'Too short.');
    assert.deepEqual(refused.error.fields, [{ field: 'text', detail: 'Say more.' }]);
  });

  it('ends in unknown when the connection breaks, nothing comes, the sender gives up or no token can be made', async () => {
    server.answer = (_, response) => response.destroy();
    assert.equal(await kind(), 'unknown network');
    server.answer = () => undefined;
    assert.equal(await kind(guest, { idle: 30 }), 'unknown timeout');
    const controller = new AbortController();
    server.answer = () => controller.abort();
    assert.equal(await kind({ ...guest, signal: controller.signal }), 'unknown network');
    const broken = nativeAdapter({ endpoint: server.url, getToken: () => Promise.reject(new Error('no')) });
    assert.equal((await broken.send(ofAda)).kind, 'unknown');
  });
});

describe('a draft of somebody who was signed in', () => {
  let token: string | null;
  let open: Required<Adapter>;
  const asked = (): string[] => server.seen.map(({ method, headers }) => `${method} ${headers.authorization}`);

  beforeEach(() => {
    token = 'of Ada';
    open = nativeAdapter({ endpoint: server.url, getToken: async () => token }) as Required<Adapter>;
    server.answer = answerTo({ 'of Ada': 'ada', 'newer of Ada': 'ada', 'of Bob': 'bob' });
  });

  it('goes out with the token that was theirs when the thread was opened, and nobody is asked again', async () => {
    await open.mine('t');
    assert.equal((await open.send(ofAda)).kind, 'posted');
    assert.deepEqual(asked(), ['GET Bearer of Ada', 'PUT Bearer of Ada']);
  });

  it('never goes out with another reader’s token, and waits', async () => {
    await open.mine('t');
    token = 'of Bob';
    assert.deepEqual(await open.send(ofAda), { kind: 'signIn' });
    assert.deepEqual(await open.send(ofAda), { kind: 'signIn' });
    assert.deepEqual(asked(), ['GET Bearer of Ada', 'GET Bearer of Bob']);
    token = 'of Ada';
    assert.equal((await open.send(ofAda)).kind, 'posted');
  });

  it('goes out with a newer token of theirs', async () => {
    await open.mine('t');
    token = 'newer of Ada';
    assert.equal((await open.send(ofAda)).kind, 'posted');
    assert.deepEqual(asked(), ['GET Bearer of Ada', 'GET Bearer newer of Ada', 'PUT Bearer newer of Ada']);
  });

  it('goes out with the very token that was asked about, also where each is another', async () => {
    let count = 0;
    open = nativeAdapter({ endpoint: server.url, getToken: async () => `${++count}` }) as Required<Adapter>;
    server.answer = answerTo({ 1: 'ada', 2: 'ada', 3: 'bob' });
    await open.mine('t');
    await open.send(ofAda);
    assert.deepEqual(asked(), ['GET Bearer 1', 'GET Bearer 2', 'PUT Bearer 2']);
    assert.deepEqual(await open.send(ofAda), { kind: 'signIn' });
  });

  it('is asked about where the page has not asked', async () => {
    token = 'of Bob';
    assert.deepEqual(await open.send(ofAda), { kind: 'signIn' });
    assert.deepEqual(asked(), ['GET Bearer of Bob']);
  });

  it('waits with a token that nobody knows, and with none', async () => {
    await open.mine('t');
    for (token of ['stale', null]) assert.deepEqual(await open.send(ofAda), { kind: 'signIn' });
    assert.ok(!asked().some((request) => request.startsWith('PUT')));
  });

  it('is not refused, but of unknown fate, where it cannot be asked whose a token is', async () => {
    for (const [status, code] of [
      [403, 'forbidden'],
      [404, 'not-found'],
      [500, 'http'],
      [200, 'malformed'],
    ] as const) {
      server.answer = answerWith(status, {});
      const outcome = await open.send(ofAda);
      assert.ok(outcome.kind === 'unknown');
      assert.equal(outcome.error.code, code);
    }
    assert.ok(!asked().some((request) => request.startsWith('PUT')));
  });

  it('does not go out once its sender has given up, in a page that was frozen while it asked', async () => {
    const controller = new AbortController();
    const real = globalThis.fetch;
    const methods: (string | undefined)[] = [];
    // The answer is there at the moment the page goes on, and so is the end of the sender's patience.
    globalThis.fetch = async (...request) => {
      methods.push(request[1]?.method);
      const answered = await real(...request);
      const body = await answered.text();
      setTimeout(() => controller.abort());
      for (const end = performance.now() + 5; performance.now() < end;);
      return new Response(body, answered);
    };
    try {
      assert.equal((await open.send({ ...ofAda, signal: controller.signal })).kind, 'unknown');
    } finally {
      globalThis.fetch = real;
    }
    assert.deepEqual(methods, ['GET']);
  });

  it('does not keep a guest’s from going out as the guest’s', async () => {
    assert.equal((await open.send(guest)).kind, 'posted');
    assert.deepEqual(asked(), ['PUT undefined']);
  });
});

describe('remove', () => {
  it('proves itself with the secret, or the token where there is none', async () => {
    server.answer = answerWith(204);
    await adapter('t').remove({ id, secret: 's' });
    await adapter('t').remove({ id, secret: null });
    assert.deepEqual(
      server.seen.map(({ method, url, headers }) => [method, url, headers.authorization]),
      [
        ['DELETE', `/blog/comments/${id}`, 'Comment s'],
        ['DELETE', `/blog/comments/${id}`, 'Bearer t'],
      ],
    );
  });

  it('is done also when the comment is gone already', async () => {
    for (const status of [404, 410]) {
      server.answer = answerWith(status, {});
      await adapter().remove({ id, secret: 's' });
    }
  });

  it('rejects when it was not done', async () => {
    server.answer = answerWith(403, {});
    await assert.rejects(adapter().remove({ id, secret: 's' }), { code: 'forbidden' });
    await assert.rejects(adapter().remove({ id, secret: null }), { code: 'sign-in' });
  });
});

describe('read', () => {
  it('shows a pending comment to its author', async () => {
    server.answer = answerWith(200, { ...published, status: 'pending' });
    assert.equal((await adapter().read({ id, secret: 's' }))?.status, 'pending');
    assert.equal(server.seen[0]?.headers.authorization, 'Comment s');
  });

  it('is null when the comment is gone, and rejects when nobody knows', async () => {
    server.answer = answerWith(404, {});
    assert.equal(await adapter().read({ id, secret: 's' }), null);
    server.answer = answerWith(500, {});
    await assert.rejects(adapter().read({ id, secret: 's' }), { code: 'http' });
    server.answer = answerWith(200, { ...published, id: 'another' });
    await assert.rejects(adapter().read({ id, secret: 's' }), { code: 'malformed' });
  });
});

describe('mine', () => {
  it('asks nothing for a guest', async () => {
    assert.equal(await adapter().mine('t'), null);
    assert.equal(server.seen.length, 0);
  });

  it('says who the viewer is', async () => {
    server.answer = answerWith(200, { viewer: { id: 'v', name: 'Ada' }, may: { a: ['edit'] } });
    const mine = await adapter('t').mine('/a b');
    assert.deepEqual(mine?.viewer, { id: 'v', name: 'Ada', moderator: false });
    assert.deepEqual([...(mine.may.get('a') ?? [])], ['edit']);
    assert.deepEqual(
      [server.seen[0]?.url, server.seen[0]?.headers.authorization],
      ['/blog/mine?thread=%2Fa+b', 'Bearer t'],
    );
  });

  it('takes a token that the endpoint no longer knows for a guest’s', async () => {
    server.answer = answerWith(401, {});
    assert.equal(await adapter('t').mine('t'), null);
  });
});
