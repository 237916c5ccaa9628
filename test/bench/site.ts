/** One origin for everything that is compared: pages, code and endpoints, each compressed as a careful host does it. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createGate, type AddressInfo, type Server } from 'node:net';
import { extname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, constants } from 'node:zlib';
import type { BenchThread, Contender } from './contender.ts';
import { common } from './element.ts';
import { openEndpoint } from './endpoint.ts';

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

const compress = (text: string | Buffer, quality: number): Buffer =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });

/** Files are compressed as well as can be, once; what is made on request as servers do it. */
const qualities = { file: 11, answer: 6 };

interface Answer {
  readonly type: string;
  readonly cache: string;
  /** Compressed. */
  readonly body: Buffer;
}

/** Where the code of a contender lies: ours in dist, the others' where npm has put them. */
const fileOf = (path: string): string => {
  const [, ours] = /^comment-thread\/(.*)$/.exec(path) ?? [];
  return ours === undefined
    ? join(import.meta.dirname, 'node_modules', path)
    : join(import.meta.dirname, '../../dist', ours);
};

const readCode = (path: string): Answer | null => {
  const file = fileOf(path);
  if (!existsSync(file)) return null;
  const type = types[extname(file)] ?? 'application/octet-stream';
  return { type, cache: 'public, max-age=3600', body: compress(readFileSync(file), qualities.file) };
};

const compressed = (type: string, text: string): Answer => ({
  type,
  cache: 'no-cache',
  body: compress(text, qualities.answer),
});

const writePage = ({ head, body }: Contender, thread: BenchThread, elsewhere: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A post with a thread</title>
<link rel="icon" href="data:,">
<style>body { font: 1rem/1.5 sans-serif; max-width: 42rem; margin: 1rem auto; padding-inline: 1rem }</style>
${head(thread, elsewhere)}
</head>
<body>
<article><h1>A post with a thread</h1><p>It is short, so that the first comments stand on the first screen.</p></article>
${body(thread, elsewhere)}
</body>
</html>
`;

export const pathOf = ({ name }: Contender, { path }: BenchThread): string =>
  `/page/${name.replace(/\W+/g, '-')}${path}`;

/** Milliseconds until another origin is connected: two round trips, for TCP and TLS, which the browser's own slow line does not know. */
const handshakes = 80;

const listen = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { origin, close: () => new Promise((resolve) => server.close(resolve)) };
};

export interface BenchSite {
  readonly origin: string;
  /** Has the endpoint compress all of a thread that comes by itself, as after its first reader. */
  readonly warm: (thread: BenchThread) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Serves all contenders with all threads on loopback. */
export const openSite = async (
  contenders: readonly Contender[],
  threads: readonly BenchThread[],
): Promise<BenchSite> => {
  const endpoint = await openEndpoint(new Map(threads.map(({ path, comments }) => [path, comments])));

  const makeAnswer = (url: URL, body: string): Answer | null => {
    const { pathname } = url;
    if (pathname.startsWith('/code/')) return readCode(pathname.slice('/code/'.length));
    for (const contender of contenders) {
      const thread = threads.find((each) => pathOf(contender, each) === pathname);
      if (thread) return compressed('text/html; charset=utf-8', writePage(contender, thread, elsewhere.origin));
      const value = contender.answer?.({ url, body }, threads);
      if (value !== undefined) return compressed('application/json', JSON.stringify(value));
    }
    return null;
  };

  const known = new Map<string, Answer | null>();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', headers } = request;
    const url = new URL(request.url ?? '/', `http://${String(headers.host)}`);
    const body = await buffer(request);
    if (url.pathname.startsWith('/api/')) {
      const path = url.pathname.slice('/api'.length) + url.search;
      const init = { method, headers: headers as HeadersInit, ...(body.length > 0 && { body }) };
      const answer = await endpoint.fetch(new Request(new URL(path, url), init));
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
      return;
    }
    const key = `${request.url ?? ''} ${body.toString()}`;
    const answer = known.has(key) ? known.get(key)! : makeAnswer(url, body.toString());
    known.set(key, answer);
    if (answer) {
      response.setHeader('Content-Type', answer.type);
      response.setHeader('Cache-Control', answer.cache);
      response.setHeader('Content-Encoding', 'br');
    } else response.statusCode = 404;
    response.end(answer?.body);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const here = await listen(server);
  const elsewhere = await listen(
    createGate((socket) => setTimeout(() => server.emit('connection', socket), handshakes)),
  );
  const warm = async ({ path }: BenchThread): Promise<void> => {
    let cursor: string | null = null;
    let seen = 0;
    do {
      const asked = { thread: path, order: 'oldest', limit: cursor === null ? '50' : '1000' };
      const address = new URLSearchParams({ ...asked, ...(cursor !== null && { cursor }) });
      const answer = await fetch(`${here.origin}/api/comments?${address.toString()}`);
      const page = (await answer.json()) as { readonly comments: readonly unknown[]; readonly next: string | null };
      cursor = page.next;
      seen += page.comments.length;
    } while (cursor !== null && seen < common.unasked);
  };
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await Promise.all([here.close(), elsewhere.close()]);
    await endpoint.close();
  };
  return { origin: here.origin, warm, close };
};
