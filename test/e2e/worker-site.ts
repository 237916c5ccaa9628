/**
 * A site with a service worker of its own, which imports what lets comments go out after the last tab has
 * closed; its endpoint is the demo's, behind a network that a test can spoil.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const dist = join(import.meta.dirname, '../../dist');

/** `cut`: nothing gets through, in either direction. `busy`: it is asked to come again in so many seconds. */
export type Network = 'open' | 'cut' | { readonly busy: number };

/** How the site's worker was written. */
export type WorkerKind = 'classic' | 'module' | 'without the import';

/** Reports what becomes of each event, since a browser tells nobody; then the one line of the README. */
const workers: Readonly<Record<WorkerKind, string>> = {
  classic: `importScripts('/watch.js');
importScripts('/comment-thread/background-sync.js');`,
  module: `import '/watch.js';
import '/comment-thread/background-sync.js';`,
  'without the import': `importScripts('/watch.js');
addEventListener('sync', (event) => event.waitUntil(Promise.resolve()));`,
};

const watch = `const { waitUntil } = ExtendableEvent.prototype;
ExtendableEvent.prototype.waitUntil = function (work) {
  const name = this.lastChance ? 'last sync' : this.type;
  const report = (end) => fetch('/ended', { method: 'POST', body: name + ' ' + end });
  waitUntil.call(this, work.then(() => report('fulfilled'), async (error) => {
    await report('rejected ' + error);
    throw error;
  }));
};`;

const page = (kind: WorkerKind): string => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>A site with a service worker</title>
  <link rel="icon" href="data:,">
  <script type="module" src="/comment-thread/comment-thread.js"></script>
  <script>
    navigator.serviceWorker.register('/worker.js', ${JSON.stringify({ type: kind === 'module' ? 'module' : 'classic' })});
  </script>
  <comment-thread endpoint="/api" thread="/background"></comment-thread>
</html>`;

/** A request to write, as it came by; `at` as of `performance.now`, `status` 0 where it was not answered. */
export interface Write {
  readonly at: number;
  readonly text: string;
  readonly status: number;
}

const read = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
};

export class WorkerSite {
  network: Network = 'open';
  readonly writes: Write[] = [];
  /** What became of the worker's events, such as `sync fulfilled`; `last sync` for the last chance. */
  readonly ended: string[] = [];
  readonly #server: Server;
  readonly #endpoint: string;
  readonly #kind: WorkerKind;

  /** @param endpoint The real one's address, without a slash at the end. */
  constructor(endpoint: string, kind: WorkerKind) {
    this.#endpoint = endpoint;
    this.#kind = kind;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        console.error(error);
        response.destroy();
      });
    });
  }

  /** Without a slash at the end. */
  get origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async open(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  /** How many comments of the endpoint say this. */
  async count(text: string): Promise<number> {
    const answer = await fetch(`${this.#endpoint}/comments?thread=%2Fbackground`);
    return (await answer.text()).split(text).length - 1;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.origin);
    const send = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
    };
    if (pathname.startsWith('/api/')) await this.#forward(request, response);
    else if (pathname === '/ended') {
      this.ended.push(await read(request));
      response.writeHead(204).end();
    } else if (pathname === '/worker.js') send('text/javascript', workers[this.#kind]);
    else if (pathname === '/watch.js') send('text/javascript', watch);
    else if (/^\/comment-thread\/[\w./-]+\.js$/.test(pathname))
      send('text/javascript', await readFile(join(dist, pathname.replace('/comment-thread', ''))));
    else send('text/html', pathname === '/' ? page(this.#kind) : '<!doctype html><title>Nothing</title>');
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const { network } = this;
    const method = request.method ?? 'GET';
    const body = await read(request);
    const note = (status: number): void => {
      if (method === 'PUT') this.writes.push({ at, status, text: (JSON.parse(body) as { text: string }).text });
    };
    if (network === 'cut') {
      note(0);
      response.destroy();
    } else if (network !== 'open') {
      note(503);
      response.writeHead(503, { 'Retry-After': String(network.busy) }).end();
    } else {
      const answer = await fetch(this.#endpoint + (request.url ?? '').slice('/api'.length), {
        method,
        headers: { 'Content-Type': request.headers['content-type'] ?? '' },
        body: method === 'GET' ? null : body,
      });
      note(answer.status);
      const type = answer.headers.get('Content-Type') ?? 'text/plain';
      response.writeHead(answer.status, { 'Content-Type': type }).end(await answer.text());
    }
  }
}
