/**
 * `npm start`: the demo's pages at /, the built element at /dist/ and the reference endpoint at /api, on one
 * origin. Environment: PORT (8080), HOST (127.0.0.1), DATA_DIR (data) or DATABASE_URL, and the endpoint's settings.
 */
import type { Server } from 'node:http';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { createEndpoint } from './endpoint/app.ts';
import { FolderInUseError } from './endpoint/folder-lock.ts';
import { UnreachableDatabaseError, openDatabase, type OpenDatabase } from './endpoint/database.ts';
import { seedDatabase } from './endpoint/seed.ts';
import { SettingsError, readSettings, type Settings } from './endpoint/settings.ts';
import { threads } from './seed/threads.ts';
import { createSite } from './site.ts';

const here = import.meta.dirname;
/** How long running requests may take when the server stops. */
const patience = 10_000;

const { DATABASE_URL: url, DATA_DIR: folder, PORT: port, HOST: hostname = '127.0.0.1' } = process.env;

/** Stops listening, lets running requests finish, and closes the database after them. */
const stop = async (server: Server, close: () => Promise<void>): Promise<void> => {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that is kept alive would hold the server open once its request is done.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
  await close();
};

const listen = ({ close, ...open }: OpenDatabase, settings: Settings): void => {
  const app = new Hono();
  const addressOf = (c: Parameters<typeof getConnInfo>[0]): string => getConnInfo(c).remote.address ?? '';
  app.route('/api', createEndpoint({ ...open, settings, addressOf }));
  app.route('/', createSite({ pages: join(here, 'pages'), dist: join(here, '../dist') }));

  const server = serve({ fetch: app.fetch, port: Number(port || 8080), hostname }, (address) => {
    const host = hostname === '127.0.0.1' ? 'localhost' : hostname;
    console.log(`Comment thread demo: http://${host}:${String(address.port)}/`);
  }) as Server;
  server.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
    void close();
  });
  let stopping = false;
  const stopOnce = (): void => {
    if (stopping) return;
    stopping = true;
    stop(server, close).catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  };
  process.once('SIGINT', stopOnce).once('SIGTERM', stopOnce);
  if (process.env['npm_lifecycle_event'] !== undefined) {
    // A signal to npm ends the shell between npm and this process, and gets no further.
    const { ppid } = process;
    setInterval(() => process.ppid !== ppid && stopOnce(), 500).unref();
  }
};

const start = async (): Promise<void> => {
  const settings = readSettings(process.env);
  const open = await openDatabase(url ? { url } : { folder: folder ?? join(here, 'data') });
  try {
    await seedDatabase(open.database, threads);
    listen(open, settings);
  } catch (error) {
    await open.close();
    throw error;
  }
};

/** What whoever starts the server can mend; anything else is told with its stack. */
const expected = [FolderInUseError, SettingsError, UnreachableDatabaseError];

try {
  await start();
} catch (error) {
  console.error(expected.some((kind) => error instanceof kind) ? (error as Error).message : error);
  process.exitCode = 1;
}
