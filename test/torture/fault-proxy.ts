/**
 * What stands between the browser and the endpoint: one origin for the page, the element and the endpoint,
 * which writes down every request to write that comes by and does to it what a bad network would.
 */
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, relative } from 'node:path';
import { pause } from '../support/pause.ts';
import { withResolvers } from '../support/with-resolvers.ts';

/** `TORTURE_DIST` names another build than the one in the repository. */
const dist = process.env['TORTURE_DIST'] ?? join(import.meta.dirname, '../../dist');

/** A request to write, as it came by; times as of `performance.now`. */
export interface Arrival {
  readonly at: number;
  readonly thread: string;
  readonly id: string;
  readonly revision: number;
  readonly text: string;
  /** Whether its connection had carried a request before: only then does Chromium send again by itself. */
  readonly isReused: boolean;
  /** `gone`: the browser hung up before it was answered. */
  fate: 'open' | 'answered' | 'dropped' | 'refused' | 'gone';
  status: number | null;
}

/**
 * `drop`: the endpoint gets it and commits, and its answer is lost. `refuse`: the connection ends and the endpoint
 * gets nothing.
 */
type Fault = 'pass' | 'drop' | 'refuse';

/** What is to happen to the requests of a thread; one that answers later holds the request until then. */
export interface Rules {
  readonly write?: (arrival: Arrival) => Fault | Promise<Fault>;
  readonly read?: () => Fault | Promise<Fault>;
  /** Milliseconds by which the answer to a write is late, once the endpoint has committed. @default 0 */
  readonly lag?: number;
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

const escape = (text: string): string =>
  text.replace(/["&<>]/g, (character) => `&#${String(character.charCodeAt(0))};`);

const pageOf = (thread: string): string => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Torture</title>
  <link rel="icon" href="data:,">
  <script type="module" src="/dist/comment-thread.js"></script>
  <comment-thread endpoint="/api" thread="${escape(thread)}"></comment-thread>
</html>`;

/** Started with {@link startProxy}. */
export class FaultProxy {
  /** Every request to write, in the order they came by. */
  readonly arrivals: Arrival[] = [];
  readonly #server: Server;
  readonly #endpoint: URL;
  readonly #files: ReadonlyMap<string, Buffer>;
  /** No connection is kept, as the endpoint might be closing it just when it is used again. */
  readonly #agent = new Agent({ keepAlive: false });
  readonly #rules = new Map<string, Rules>();
  readonly #heard = new Set<(arrival: Arrival) => void>();
  readonly #used = new WeakSet<Socket>();
  /** The open connections, and how many requests each is busy with. */
  readonly #connections = new Map<Socket, number>();

  /** @param endpoint The demo's address. @param files The built element, by path. */
  constructor(endpoint: string, files: ReadonlyMap<string, Buffer>) {
    this.#endpoint = new URL(endpoint);
    this.#files = files;
    this.#server = createServer({ keepAliveTimeout: 120_000 }, (incoming, outgoing) => {
      this.#handle(incoming, outgoing).catch((error: unknown) => {
        if (!outgoing.destroyed && !incoming.destroyed) console.error('The proxy failed:', error);
        outgoing.destroy();
      });
    });
    this.#server.on('connection', (socket: Socket) => {
      this.#connections.set(socket, 0);
      socket.on('close', () => this.#connections.delete(socket));
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Where it answers, with a slash at the end. */
  get address(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/`;
  }

  /** A page with nothing but a thread in it. */
  pageOf(thread: string): string {
    return `${this.address}page?${new URLSearchParams({ thread }).toString()}`;
  }

  /** Sets what happens to a thread's requests; what is not set passes. */
  rule(thread: string, rules: Rules): void {
    this.#rules.set(thread, rules);
  }

  /** Lets everything of a thread pass again. */
  relent(thread: string): void {
    this.#rules.delete(thread);
  }

  /** Holds a thread's next request to write until it is released; those after it pass. */
  holdNext(thread: string): () => void {
    const { promise: released, resolve } = withResolvers<'pass'>();
    let isFirst = true;
    this.rule(thread, {
      write: () => {
        if (!isFirst) return 'pass';
        isFirst = false;
        return released;
      },
    });
    return () => resolve('pass');
  }

  /** Holds every request of a thread until it is released; those after it pass. */
  silence(thread: string): () => void {
    const { promise: released, resolve } = withResolvers<'pass'>();
    this.rule(thread, { write: () => released, read: () => released });
    return () => resolve('pass');
  }

  arrivalsOf(thread: string): Arrival[] {
    return this.arrivals.filter((arrival) => arrival.thread === thread);
  }

  /** The next request to write that `isMeant`; rejects when none comes within so many milliseconds. */
  nextArrival(isMeant: (arrival: Arrival) => boolean, milliseconds: number): Promise<Arrival> {
    return new Promise((resolve, reject) => {
      const hear = (arrival: Arrival): void => {
        if (!isMeant(arrival)) return;
        clearTimeout(timer);
        this.#heard.delete(hear);
        resolve(arrival);
      };
      const timer = setTimeout(() => {
        this.#heard.delete(hear);
        reject(new Error(`No such request came within ${String(milliseconds)} ms.`));
      }, milliseconds);
      this.#heard.add(hear);
    });
  }

  /** Ends the connections that carry nothing now, and waits until the browser can know: its next request comes on a fresh one. */
  async hangUp(): Promise<void> {
    // Not by `closeIdleConnections`, which spares those that were opened ahead and have carried nothing yet.
    for (const [socket, requests] of this.#connections) if (!requests) socket.destroy();
    await pause(50);
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
    await closed;
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const at = performance.now();
    const isReused = this.#used.has(incoming.socket);
    this.#used.add(incoming.socket);
    this.#occupy(incoming.socket, outgoing);
    const { pathname, searchParams } = new URL(incoming.url ?? '/', this.address);
    if (pathname === '/page') {
      outgoing.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
      outgoing.end(pageOf(searchParams.get('thread') ?? ''));
    } else if (pathname.startsWith('/dist/')) this.#serveFile(pathname.slice('/dist/'.length), outgoing);
    else if (incoming.method === 'PUT') await this.#write(incoming, outgoing, { at, isReused, id: idIn(pathname) });
    else await this.#read(incoming, outgoing, searchParams.get('thread') ?? '');
  }

  #occupy(socket: Socket, outgoing: ServerResponse): void {
    const change = (by: number): void => {
      const requests = this.#connections.get(socket);
      if (requests !== undefined) this.#connections.set(socket, requests + by);
    };
    change(1);
    outgoing.once('close', () => change(-1));
  }

  #serveFile(path: string, outgoing: ServerResponse): void {
    const bytes = this.#files.get(path);
    const type = types[extname(path)] ?? 'application/octet-stream';
    const headers = { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' };
    outgoing.writeHead(bytes ? 200 : 404, bytes ? headers : {}).end(bytes);
  }

  async #read(incoming: IncomingMessage, outgoing: ServerResponse, thread: string): Promise<void> {
    const fault = (await this.#rules.get(thread)?.read?.()) ?? 'pass';
    if (fault === 'pass') await this.#forward(incoming, Buffer.alloc(0), outgoing);
    else outgoing.destroy();
  }

  async #write(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    about: Pick<Arrival, 'at' | 'isReused' | 'id'>,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { thread, text, revision } = JSON.parse(body.toString()) as Pick<Arrival, 'thread' | 'text' | 'revision'>;
    const arrival: Arrival = { ...about, thread, text, revision, fate: 'open', status: null };
    this.arrivals.push(arrival);
    outgoing.on('close', () => {
      if (arrival.fate === 'open') arrival.fate = outgoing.writableFinished ? 'answered' : 'gone';
    });
    for (const hear of [...this.#heard]) hear(arrival);
    const { write, lag = 0 } = this.#rules.get(thread) ?? {};
    const fault = (await write?.(arrival)) ?? 'pass';
    if (fault === 'refuse') {
      if (arrival.fate === 'open') arrival.fate = 'refused';
      outgoing.destroy();
      return;
    }
    // One whose sender is gone still arrives: nothing calls back what is on its way.
    arrival.status = await this.#forward(incoming, body, fault === 'pass' ? outgoing : null, lag);
    if (fault === 'pass') return;
    if (arrival.fate === 'open') arrival.fate = 'dropped';
    outgoing.destroy();
  }

  /** Resolves to the status when the endpoint's whole answer is there, and has been passed on if anybody is to have it. */
  #forward(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse | null, lag = 0): Promise<number> {
    return new Promise((resolve, reject) => {
      const { method, url, headers } = incoming;
      const { hostname, port } = this.#endpoint;
      const host = hostname === 'localhost' ? '127.0.0.1' : hostname;
      const asked = request({ host, port, method, path: url, headers, agent: this.#agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const status = answer.statusCode ?? 502;
          const { connection: _, 'transfer-encoding': __, ...rest } = answer.headers;
          const pass = (): void => {
            if (outgoing && !outgoing.destroyed) outgoing.writeHead(status, rest).end(Buffer.concat(chunks));
            resolve(status);
          };
          if (lag) setTimeout(pass, lag);
          else pass();
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

const idIn = (path: string): string => decodeURIComponent(path.split('/').at(-1) ?? '');

/** All of it at once: a build that is made anew meanwhile would give a page halves of two. */
const readBuild = async (): Promise<Map<string, Buffer>> => {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(
      paths.map(async (path) => [relative(dist, path).replaceAll('\\', '/'), await readFile(path)] as const),
    ),
  );
};

/** Stands before the demo at `endpoint`, on a free port of the loopback. */
export const startProxy = async (endpoint: string): Promise<FaultProxy> => {
  const proxy = new FaultProxy(endpoint, await readBuild());
  await proxy.listen();
  return proxy;
};
