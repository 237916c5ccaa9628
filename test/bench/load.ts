/** `npm run bench -- load`: how much the reference endpoint bears, as its server runs it. Needs no browser. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openDatabase, type DatabaseLocation } from '../../demo/endpoint/database.ts';
import { startPostgres } from '../endpoint/postgres.ts';
import { makeThread } from './corpus.ts';
import { insertThread } from './endpoint.ts';
import { makePhases, size, thread, type Ask, type Phase } from './load-phases.ts';
import type { LoadResult } from './load-report.ts';
import { startServer, type BenchServer } from './server.ts';

const seconds = 10;
const connections = 10;

/** Beside this file, for those who measure and for nobody else. */
const installed = join(import.meta.dirname, 'node_modules/autocannon/autocannon.js');

/** What is used of autocannon. */
type Autocannon = (options: {
  readonly url: string;
  readonly connections: number;
  readonly duration: number;
  readonly requests: readonly (Ask & { readonly setupRequest?: (ask: Ask) => Ask })[];
}) => Promise<{
  readonly requests: { readonly average: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly errors: number;
  readonly timeouts: number;
  readonly statusCodeStats: Readonly<Record<string, { readonly count: number }>>;
}>;

const measure = async (
  autocannon: Autocannon,
  server: BenchServer,
  database: string,
  { name, status, ask, setupRequest }: Phase,
): Promise<LoadResult> => {
  const { requests, latency, errors, timeouts, statusCodeStats } = await autocannon({
    url: server.endpoint,
    connections,
    duration: seconds,
    requests: [{ ...ask, ...(setupRequest && { setupRequest }) }],
  });
  const answered = Object.values(statusCodeStats).reduce((sum, { count }) => sum + count, 0);
  const wrong = answered - (statusCodeStats[String(status)]?.count ?? 0);
  const memory = await server.readMemory();
  const [rate, { p50, p99 }] = [requests.average, latency];
  return { database, phase: name, rate, p50, p99, errors: errors + timeouts + wrong, memory };
};

const measureOn = async (
  database: string,
  location: Exclude<DatabaseLocation, 'memory'>,
  settings: Readonly<Record<string, string>>,
): Promise<LoadResult[]> => {
  const { default: autocannon } = (await import(pathToFileURL(installed).href)) as { default: Autocannon };
  const open = await openDatabase(location);
  await insertThread(open.database, thread, makeThread(size));
  await open.close();
  const server = await startServer({ WRITES_PER_MINUTE: '1000000000', ...settings });
  try {
    const results: LoadResult[] = [];
    for (const phase of await makePhases(server.endpoint)) {
      results.push(await measure(autocannon, server, database, phase));
    }
    return results;
  } finally {
    await server.stop();
  }
};

/** Measures both databases and writes what comes of it to the file, one line of JSON a phase. */
export const runLoad = async (file: string): Promise<readonly LoadResult[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'comment-thread-load-'));
  const postgres = await startPostgres();
  try {
    const results = [
      ...(await measureOn('PGlite', { folder }, { DATA_DIR: folder })),
      ...(await measureOn('Postgres', { url: postgres.url }, { DATABASE_URL: postgres.url })),
    ];
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, results.map((result) => `${JSON.stringify(result)}\n`).join(''));
    return results;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
