/** The server as `npm start` runs it: a process, a port and a folder. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FolderInUseError, lockFolder } from '../../demo/endpoint/folder-lock.ts';
import type { ThreadPage } from '../../demo/endpoint/schemas.ts';
import { draft, json } from './endpoint.ts';

const folder = await mkdtemp(join(tmpdir(), 'comment-thread-server-'));
/** Used by one test after the other: making a database takes seconds, opening one does not. */
const data = join(folder, 'data');
const running = new Set<ChildProcess>();
after(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  /** Resolves to the exit code and everything that was printed. */
  readonly end: Promise<{ code: number | null; output: string }>;
}

const run = (env: Readonly<Record<string, string>> = {}): Run => {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'serve.ts'], {
    cwd: fileURLToPath(new URL('../../demo/', import.meta.url)),
    env: { ...inherited, PORT: '0', DATA_DIR: data, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const end = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code: code as number | null, output };
  });
  return { child, end };
};

/** The address that a server prints once it listens. */
const addressOf = async ({ child, end }: Run): Promise<string> => {
  let output = '';
  const printed = new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, address] = /^Comment thread demo: (http:\/\/localhost:\d+)\/$/m.exec(output) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
  const died = end.then(({ output: all }) => {
    throw new Error(`The server ended before it listened:\n${all}`);
  });
  return Promise.race([printed, died]);
};

const post = async (address: string, sent = draft('/article')): Promise<string> => {
  const { id, ...submission } = sent;
  const answer = await fetch(`${address}/api/comments/${id}`, json('PUT', submission));
  assert.equal(answer.status, 201);
  return id;
};

const read = async (address: string, query = ''): Promise<ThreadPage> =>
  (await (await fetch(`${address}/api/comments?thread=/article&limit=1000${query}`)).json()) as ThreadPage;

test('a folder belongs to one process, until that one ends, however it ends', async () => {
  const first = run();
  const address = await addressOf(first);
  const seeded = (await read(address)).thread.count;
  assert.ok(seeded > 0);
  const id = await post(address);

  const second = await run().end;
  assert.equal(second.code, 1);
  assert.match(second.output, /The data folder .*data is in use by another running server\. Stop that one first/);
  assert.ok(!second.output.includes('    at '), second.output);
  assert.equal((await read(address)).thread.count, seeded + 1);

  await post(address);
  first.child.kill('SIGKILL');
  await first.end;
  const third = run();
  const again = await addressOf(third);
  const { thread, comments } = await read(again, `&around=${id}`);
  assert.equal(thread.count, seeded + 2);
  assert.ok(comments.some((comment) => comment.id === id));
  third.child.kill('SIGTERM');
  assert.equal((await third.end).code, 0);
});

test('asked to stop, it finishes what it has begun, and ends well', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const server = run();
    const address = await addressOf(server);
    const { id, ...submission } = draft('/stopping');
    const body = JSON.stringify(submission);
    const slow = request(`${address}/api/comments/${id}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
    });
    const answered = once(slow, 'response');
    const idle = connect(Number(new URL(address).port), 'localhost');
    await once(idle, 'connect');
    slow.write(body.slice(0, 20));
    // A second request on the same server proves that the first has arrived.
    await (await fetch(`${address}/api/health`)).text();

    server.child.kill(signal);
    const { port } = new URL(address);
    for (let open = true; open;) {
      const probe = connect(Number(port), '127.0.0.1');
      open = await once(probe, 'connect').then(
        () => true,
        () => false,
      );
      probe.destroy();
      await sleep(20);
    }
    slow.end(body.slice(20));
    const [answer] = (await answered) as [{ statusCode: number; resume(): void }];
    assert.equal(answer.statusCode, 201);
    answer.resume();
    idle.destroy();
    const { code, output } = await server.end;
    assert.equal(code, 0, output);
  }
});

test('a port that is taken, or a setting that makes no sense, ends it with a message', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const taken = await run({ PORT: String((other.address() as AddressInfo).port) }).end;
  other.close();
  assert.equal(taken.code, 1);
  assert.match(taken.output, /EADDRINUSE/);
  const impossible = await run({ PORT: '99999' }).end;
  assert.equal(impossible.code, 1);
  assert.match(impossible.output, /99999/);
  const wrong = await run({ MODERATION: 'some' }).end;
  assert.equal(wrong.code, 1);
  assert.match(wrong.output, /MODERATION/);
  assert.ok(!wrong.output.includes('    at '), wrong.output);
});

test('a database that cannot be reached ends it with a sentence that keeps the password', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  for (const host of ['127.0.0.1', 'localhost', 'nowhere.invalid', '%']) {
    const { code, output } = await run({ DATABASE_URL: `postgres://ada:sesame@${host}:${String(port)}/comments` }).end;
    assert.equal(code, 1);
    assert.match(output, /^The database of DATABASE_URL cannot be reached: .+\n$/);
    assert.ok(!output.includes('sesame'), output);
  }
});

test('pages, element and endpoint have one origin, each with its headers', async () => {
  const server = run();
  const address = await addressOf(server);
  const header = async (path: string, name: string): Promise<string | null> => {
    const answer = await fetch(address + path);
    await answer.text();
    return answer.headers.get(name);
  };
  const strict =
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'none'; " +
    "require-trusted-types-for 'script'; trusted-types lit-html dompurify";
  assert.equal(await header('/bare.html', 'Content-Security-Policy'), strict);
  for (const path of ['/', '/index.html', '/article.html']) {
    const answer = await fetch(address + path);
    assert.equal(answer.status, 200, path);
    assert.match(await answer.text(), /<!doctype html>/i);
    assert.match(answer.headers.get('Content-Type') ?? '', /^text\/html/);
    assert.match(answer.headers.get('Content-Security-Policy') ?? '', /style-src 'self'; img-src 'self'/);
    assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff');
    assert.ok(answer.headers.get('Referrer-Policy'));
    assert.equal(answer.headers.get('Cache-Control'), 'no-cache');
    const again = await fetch(address + path, { headers: { 'If-None-Match': answer.headers.get('ETag') ?? '' } });
    assert.equal(again.status, 304, path);
  }
  const counts: unknown = await (await fetch(`${address}/api/counts?thread=/stopping`)).json();
  assert.deepEqual(counts, { '/stopping': 2 }, 'what was begun when the server stopped');
  assert.match((await header('/site.css', 'Content-Type')) ?? '', /^text\/css/);
  assert.equal(await header('/api/comments?thread=/article', 'Content-Type'), 'application/json');
  assert.equal(await header('/api/nope', 'Content-Type'), 'application/problem+json');

  for (const path of [
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fserve.ts',
    '/dist/../package.json',
    '/dist/%2e%2e/package.json',
    '/nope',
  ]) {
    const asked = request(address, { path });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
    answer.resume();
    assert.equal(answer.statusCode, 404, path);
  }

  const large = await fetch(`${address}/api/comments/${draft('/').id}`, json('PUT', 'x'.repeat(1_000_000))).catch(
    () => null,
  );
  assert.ok(large === null || large.status === 413);
  assert.equal((await fetch(`${address}/api/health`)).status, 200);
  server.child.kill('SIGKILL');
  await server.end;
});

test('of many that want a folder at the same time at most one gets it, and it can be taken again', async () => {
  const locks = join(folder, 'locks');
  for (let round = 0; round < 20; round++) {
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => lockFolder(locks)));
    const taken = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    for (const each of tries) if (each.status === 'rejected') assert.ok(each.reason instanceof FolderInUseError);
    assert.ok(taken.length <= 1);
    for (const release of taken) await release();
    const release = await lockFolder(locks);
    await assert.rejects(lockFolder(locks), FolderInUseError);
    await release();
  }
});
