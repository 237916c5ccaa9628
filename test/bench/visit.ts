/** One visit to a contender's page, on a slow machine and a slow line. */
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { until } from '../support/until.ts';
import type { BenchThread, Contender } from './contender.ts';
import { lendHands } from './hands.ts';
import { watch, type Account } from './probe.ts';
import { pathOf, type BenchSite } from './site.ts';

/** 9 Mbit/s and 40 ms for each request, as in the browser's own tools; the processor slowed four times. */
const line = { offline: false, latency: 40, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };
export const slowdown = 4;

/** A phone's screen. */
const viewport = { width: 412, height: 823 };

/** When no comment has come for so long, in milliseconds, that was all that comes by itself. */
const quiet = 3000;
/** Milliseconds that a visit may take at most. */
const patience = 180_000;

export interface Visit extends Pick<Account, 'first' | 'all' | 'shown' | 'shift'> {
  /** Bytes on the wire: of scripts and styles, and of everything else. */
  readonly code: number;
  readonly data: number;
  /** Milliseconds. */
  readonly longestTask: number;
  /** Milliseconds over 50 that tasks took, together. */
  readonly blocked: number;
  /** Bytes that live in the page's scripts. */
  readonly heap: number;
  readonly nodes: number;
}

export interface Visited {
  readonly visit: Visit;
  readonly page: Page;
  readonly session: CDPSession;
}

/** One of the figures the browser keeps of a page, by its name in the DevTools protocol; times are in seconds. */
export const readMetric = async (session: CDPSession, name: string): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((metric) => metric.name === name)?.value ?? NaN;
};

const countBytes = (session: CDPSession) => {
  const bytes = { code: 0, data: 0 };
  const types = new Map<string, string>();
  session.on('Network.requestWillBeSent', ({ requestId, type = 'Other' }) => types.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const isCode = ['Script', 'Stylesheet'].includes(types.get(requestId) ?? '');
    bytes[isCode ? 'code' : 'data'] += encodedDataLength;
  });
  return bytes;
};

/** Waits until everything is there, or nothing more comes by itself. */
const settle = async (page: Page): Promise<void> => {
  const isDone = async (): Promise<boolean> => {
    const { account, now } = await page.evaluate(() => ({ account: window.account!, now: performance.now() }));
    return account.all !== null || (account.first !== null && now - account.changed > quiet);
  };
  await until('the page is done', isDone, patience, 250);
};

const open = async (browser: Browser, { host, comment }: Contender, total: number): Promise<[Page, CDPSession]> => {
  const page = await browser.newPage();
  await page.setViewport(viewport);
  await page.evaluateOnNewDocument(watch, { host: host ?? null, comment, total });
  await page.evaluateOnNewDocument(lendHands);
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  await session.send('Performance.enable');
  await session.send('Network.emulateNetworkConditions', line);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return [page, session];
};

/** Visits a page with a browser that knows nothing of it, or a second time; the page stays open. */
export const visit = async (
  browser: Browser,
  site: BenchSite,
  contender: Contender,
  thread: BenchThread,
): Promise<Visited> => {
  const address = site.origin + pathOf(contender, thread);
  const total = thread.comments.length;
  if (contender.isRepeat) {
    const [page] = await open(browser, contender, total);
    await page.goto(address, { waitUntil: 'domcontentloaded', timeout: patience });
    await settle(page);
    await page.close();
  }
  const [page, session] = await open(browser, contender, total);
  const bytes = countBytes(session);
  await page.goto(address, { waitUntil: 'domcontentloaded', timeout: patience });
  await settle(page);
  // What a task took is told a little after it.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 })));
  const { first, all, shown, shift, tasks } = await page.evaluate(() => window.account!);
  await session.send('HeapProfiler.collectGarbage');
  const counted = tasks.filter(({ start }) => start <= (all ?? Infinity));
  return {
    visit: {
      ...{ first, all, shown, shift, ...bytes },
      longestTask: Math.max(0, ...counted.map(({ duration }) => duration)),
      blocked: counted.reduce((sum, { duration }) => sum + duration - 50, 0),
      heap: await readMetric(session, 'JSHeapUsedSize'),
      nodes: await readMetric(session, 'Nodes'),
    },
    page,
    session,
  };
};
