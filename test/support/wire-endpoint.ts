/**
 * An endpoint at `/wire/<key>/` of the test server that answers as a test in the page tells it, over real
 * HTTP: for what the wire can do to a thread. The test's side is in wire.ts.
 */
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TestRunnerConfig } from '@web/test-runner';

type Middleware = NonNullable<TestRunnerConfig['middleware']>[number];

export interface WireAnswer {
  /** @default 200 */
  readonly status?: number;
  /** @default 'application/json' */
  readonly type?: string;
  /** @default '' */
  readonly body?: string;
  /**
   * `cut`: the connection ends without an answer. `silent`: it stays open without one. `stalled`: only the
   * beginning of the body comes. `endless`: the body is repeated without end. A number: until it has so many bytes.
   */
  readonly fault?: 'cut' | 'silent' | 'stalled' | 'endless' | number;
}

interface Wire {
  answer: WireAnswer;
  readonly asked: string[];
}

const wires = new Map<string, Wire>();

const repeat = function* (body: string, bytes: number): Generator<Buffer> {
  const chunk = Buffer.from(body.repeat(Math.ceil(65_536 / body.length)));
  for (let rest = bytes; rest > 0; rest -= chunk.length) yield chunk;
};

const give = async (response: ServerResponse, answer: WireAnswer): Promise<void> => {
  const { status = 200, type = 'application/json', body = '', fault } = answer;
  response.statusCode = status;
  if (fault === 'cut') response.destroy();
  if (fault === 'cut' || fault === 'silent') return;
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  if (fault === undefined) response.end(body);
  else if (fault === 'stalled') response.write(body);
  else {
    const chunks = Readable.from(repeat(body, fault === 'endless' ? Infinity : fault));
    // The reader hangs up when it has had enough.
    await pipeline(chunks, response).catch(() => undefined);
  }
};

/** `PUT /wire/<key>` sets the answer, `GET /wire/<key>` tells what was asked, and all below it is the endpoint. */
export const wireEndpoint: Middleware = async (context, next) => {
  const [, key, path] = /^\/wire\/([\w-]+)(\/.*)?$/.exec(context.path) ?? [];
  if (key === undefined) {
    await next();
    return;
  }
  const wire = wires.get(key) ?? { answer: {}, asked: [] };
  wires.set(key, wire);
  if (path !== undefined) {
    wire.asked.push(context.url.slice(`/wire/${key}`.length));
    context.respond = false;
    await give(context.res, wire.answer);
  } else if (context.method === 'PUT') {
    const chunks: Buffer[] = [];
    for await (const chunk of context.req) chunks.push(chunk as Buffer);
    wire.answer = JSON.parse(Buffer.concat(chunks).toString()) as WireAnswer;
    context.status = 204;
  } else {
    context.body = wire.asked;
  }
};
