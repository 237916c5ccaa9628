import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mock, test } from 'node:test';
import { openDatabase } from '../../demo/endpoint/database.ts';
import { Environment, readSettings } from '../../demo/endpoint/settings.ts';
import { draft, json, testEndpoint } from './endpoint.ts';

const opened = await openDatabase('memory');
const endpoint = await testEndpoint(opened);

const { id, ...submission } = draft('/problems');
const path = `/comments/${id}`;

test('every error is a problem document that names its status', async () => {
  const cases: readonly [number, string, RequestInit?][] = [
    [404, '/'],
    [404, '/nope'],
    [404, '/comments/x/y'],
    [404, '/comments', { method: 'POST', body: '{}' }],
    [404, path],
    [400, '/comments/x'],
    [400, '/comments'],
    [400, '/comments?thread=a&order=best'],
    [400, '/comments?thread=a&format=atom'],
    [400, '/comments?thread=a&limit=0'],
    [400, `/comments?thread=a&cursor=${'x'.repeat(300)}`],
    [400, '/counts'],
    [400, `/counts?${'thread=a&'.repeat(51)}`],
    [400, path, json('PUT', '{"thread":')],
    [400, path, json('PUT', '')],
    [422, path, json('PUT', 'null')],
    [422, path, json('PUT', '[]')],
    [422, path, json('PUT', {})],
    [400, '/comments/x', json('PUT', submission)],
    [415, path, { method: 'PUT', body: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
    [415, path, { method: 'PUT', body: new Uint8Array([1, 2]) }],
    [401, path, { method: 'DELETE' }],
    [404, path, { method: 'DELETE', headers: { Authorization: 'Comment x' } }],
    [401, `${path}/status`, json('PUT', { status: 'published' })],
  ];
  for (const [status, to, init] of cases) {
    const answer = await endpoint.request(to, init);
    const what = `${init?.method ?? 'GET'} ${to}`;
    assert.equal(answer.status, status, what);
    assert.equal(answer.headers.get('Content-Type'), 'application/problem+json', what);
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*', what);
    assert.equal(answer.headers.get('Cache-Control'), 'no-store', what);
    const problem = (await answer.json()) as { type: string; title: string; detail: string };
    assert.ok(problem.type && problem.title && problem.detail, what);
    assert.doesNotMatch(problem.detail, /invalid|expected|too big/i, `${what} says so in plain words`);
  }
});

test('a body over 64 KiB is refused before it is parsed, whether it tells its length or not', async () => {
  const tooLarge = '{'.repeat(64 * 1024 + 1);
  assert.equal((await endpoint.request(path, json('PUT', tooLarge))).status, 413);
  const told = json('PUT', tooLarge, { 'Content-Length': String(tooLarge.length) });
  assert.equal((await endpoint.request(path, told)).status, 413);
  assert.equal((await endpoint.request(path, json('PUT', '{'.repeat(64 * 1024)))).status, 400);
});

test('writes are limited by address; reading never is', async () => {
  const limited = await testEndpoint(
    opened,
    { WRITES_PER_MINUTE: '3' },
    { addressOf: (c) => c.req.header('X-Address') ?? '' },
  );
  const write = (address: string): Promise<Response> => {
    const { id: other, ...rest } = draft('/limited');
    return limited.request(`/comments/${other}`, json('PUT', rest, { 'X-Address': address }));
  };
  const addresses = ['192.0.2.1', '2001:db8::1', '192.0.2.2'];
  for (const address of addresses) {
    for (let n = 0; n < 3; n++) assert.equal((await write(address)).status, 201);
  }
  for (const address of [...addresses, '2001:db8:0:0:ffff::2']) {
    const answer = await write(address);
    assert.equal(answer.status, 429, address);
    const wait = Number(answer.headers.get('Retry-After'));
    assert.ok(wait > 0 && wait <= 60);
    assert.match(answer.headers.get('Access-Control-Expose-Headers') ?? '', /Retry-After/);
  }
  assert.equal((await write('2001:db8:0:1::1')).status, 201);
  assert.equal((await limited.page('/limited')).thread.count, 10);
  limited.advance(60);
  assert.equal((await write('192.0.2.1')).status, 201);
});

test('behind a proxy each of its readers has a limit, and nobody gets another by what they say of themselves', async () => {
  const limitOf = async (TRUST_PROXY: string): Promise<(forwardedFor?: string) => Promise<number>> => {
    const env = { WRITES_PER_MINUTE: '1', TRUST_PROXY };
    const limited = await testEndpoint(opened, env, { addressOf: () => '192.0.2.100' });
    return async (forwardedFor) => {
      const { id: other, ...rest } = draft('/proxied');
      const headers = { ...(forwardedFor !== undefined && { 'X-Forwarded-For': forwardedFor }) };
      return (await limited.request(`/comments/${other}`, json('PUT', rest, headers))).status;
    };
  };
  const untrusted = await limitOf('0');
  assert.equal(await untrusted('192.0.2.1'), 201);
  assert.equal(await untrusted('192.0.2.2'), 429);

  const one = await limitOf('1');
  assert.equal(await one('192.0.2.1'), 201);
  assert.equal(await one('192.0.2.2'), 201);
  assert.equal(await one('2001:db8::1'), 201);
  for (const known of ['192.0.2.1', '192.0.2.9, 192.0.2.1', ',192.0.2.2:4711', '[2001:db8::2]:4711']) {
    assert.equal(await one(known), 429, known);
  }

  const two = await limitOf('2');
  assert.equal(await two('192.0.2.9, 192.0.2.1, 192.0.2.50'), 201);
  assert.equal(await two('192.0.2.8, 192.0.2.1, 192.0.2.51'), 429);
  assert.equal(await two(), 201);
  assert.equal(await two('192.0.2.100'), 429, 'who comes past a proxy is counted by what is left');
});

test('browsers of any site may read and write, and ask only once a day', async () => {
  const answer = await endpoint.request(path, {
    method: 'OPTIONS',
    headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': 'PUT' },
  });
  assert.equal(answer.status, 204);
  const header = (name: string): string => answer.headers.get(`Access-Control-${name}`) ?? '';
  assert.equal(header('Allow-Origin'), '*');
  assert.equal(header('Max-Age'), '86400');
  assert.match(header('Allow-Methods'), /PUT.*DELETE/);
  assert.match(header('Allow-Headers'), /Authorization.*Content-Type/);
  const read = await endpoint.request('/comments?thread=a');
  assert.match(read.headers.get('Access-Control-Expose-Headers') ?? '', /Retry-After.*Location/);
});

test('a site may name the origins it serves', async () => {
  const listed = await testEndpoint(opened, { ORIGINS: 'https://a.example, https://B.example/' });
  const ask = async (origin: string): Promise<string | null> =>
    (await listed.request('/comments?thread=a', { headers: { Origin: origin } })).headers.get(
      'Access-Control-Allow-Origin',
    );
  assert.equal(await ask('https://b.example'), 'https://b.example');
  assert.equal(await ask('https://c.example'), null);
  const answer = await listed.request('/comments?thread=a', { headers: { Origin: 'https://a.example' } });
  assert.match(answer.headers.get('Vary') ?? '', /Origin/);
});

test('the OpenAPI document describes every operation', async () => {
  const document = (await (await endpoint.request('/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, object>;
  };
  assert.equal(document.openapi, '3.1.0');
  const operations = Object.entries(document.paths).flatMap(([to, item]) =>
    Object.keys(item).map((verb) => `${verb} ${to}`),
  );
  assert.deepEqual(operations.sort(), [
    'delete /comments/{id}',
    'get /comments',
    'get /comments/{id}',
    'get /counts',
    'get /health',
    'put /comments/{id}',
    'put /comments/{id}/status',
  ]);
});

test('settings that make no sense are named', () => {
  assert.throws(() => readSettings({ MODERATION: 'some', MAX_LENGTH: '0', GUESTS: '' }), /MAX_LENGTH.*\n.*MODERATION/);
  assert.throws(() => readSettings({ SIGN_IN: 'javascript:alert(1)' }), /SIGN_IN/);
  assert.throws(() => readSettings({ MODERATOR_TOKEN: 'short' }), /MODERATOR_TOKEN/);
  assert.throws(() => readSettings({ TRUST_PROXY: 'true' }), /TRUST_PROXY/);
  for (const ORIGINS of ['a.example', 'https://a.example/blog', 'https://a.example ftp://b.example']) {
    assert.throws(() => readSettings({ ORIGINS }), /ORIGINS/, ORIGINS);
  }
  assert.deepEqual(readSettings(), {
    policy: { guests: true, email: 'optional', maxLength: 8000, editSeconds: 900, moderation: 'none' },
    origins: ['*'],
    writesPerMinute: 120,
    proxies: 0,
  });
});

test('the README names every setting', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const named = [...readme.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
  assert.deepEqual(named.sort(), Object.keys(Environment.shape).sort());
});

test('a database that is gone is 503 with a time to come back', async () => {
  assert.equal((await endpoint.request('/health')).status, 200);
  await opened.close();
  const log = mock.method(console, 'error', () => undefined);
  for (const answer of [
    await endpoint.request('/health'),
    await endpoint.put(draft('/gone')),
    await endpoint.request('/comments?thread=a'),
  ]) {
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get('Retry-After'), '5');
  }
  assert.equal(log.mock.callCount(), 3);
  log.mock.restore();
});
