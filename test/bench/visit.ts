/** One visit to a contender's page, on a slow machine and a slow line. */
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { until } from '../support/until.ts';
import type { BenchThread, Contender } from './contender.ts';
import { lendEyes } from './eyes.ts';
import { lendHands } from './hands.ts';
import { watch, type Account } from './probe.ts';
import { pathOf, type BenchSite } from './site.ts';

/** 9 Mbit/s and 40 ms for each request, as in the browser's own tools. */
const line = { offline: false, latency: 40, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };
/** How many times the processor is slowed. */
export const slowdown = 4;

/** A phone's screen. */
const viewport = { width: 412, height: 823 };

/** When no comment has come for so long, in milliseconds, a page of those that show one is complete. */
const quiet = 1500;
/** Milliseconds that a visit may take at most. */
const patience = 300_000;

export interface Visit extends Pick<Account, 'first' | 'all' | 'shown'> {
  /** Cumulative layout shift once the place of the comments had been painted. */
  readonly shift: number;
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

/** What the page's scripts hold once nothing is left that can go, in bytes. */
export const readHeap = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage');
  return readMetric(session, 'JSHeapUsedSize');
};

/** Slows a page's processor and its line, or lets them be as they are. */
export const slow = async (session: CDPSession, rate: number, isLineSlow: boolean): Promise<void> => {
  const free = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', isLineSlow ? line : free);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
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

/** Waits for all that comes by itself, or for as much of it as is asked for. */
const settle = async (page: Page, { name, extent, unasked }: Contender): Promise<void> => {
  const isDone = async (): Promise<boolean> => {
    const { account, now } = await page.evaluate(() => ({ account: window.account!, now: performance.now() }));
    if (extent === 'first' || account.first === null) return account.first !== null;
    return account.isDone || (unasked === undefined && now - account.changed > quiet);
  };
  await until(`${name} is there`, isDone, patience, 100);
};

const open = async (browser: Browser, contender: Contender, { comments }: BenchThread): Promise<[Page, CDPSession]> => {
  const { host = null, comment, words, unasked = Infinity } = contender;
  const page = await browser.newPage();
  await page.setViewport(viewport);
  const total = comments.length;
  const expected = Math.min(unasked, total);
  const last = contender.unasked === undefined ? null : `#comment-${comments[expected - 1]!.id}`;
  await page.evaluateOnNewDocument(watch, { host, comment, words, total, unasked: expected, last });
  await page.evaluateOnNewDocument(lendHands);
  await page.evaluateOnNewDocument(lendEyes);
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  // By the processor's time, which does not pass while something else runs.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await slow(session, contender.slowdown ?? slowdown, true);
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
  const go = async (page: Page): Promise<void> => {
    // Of a page that takes minutes to parse, the first comment may be all that is waited for.
    await page.goto(address, { waitUntil: [], timeout: patience });
    await settle(page, contender);
  };
  if (contender.isRepeat) {
    const [page] = await open(browser, contender, thread);
    await go(page);
    await page.close();
  }
  const [page, session] = await open(browser, contender, thread);
  const bytes = countBytes(session);
  await go(page);
  // What a task took is told a little after it.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 })));
  const { begun, first, all, shown, shifts, tasks } = await page.evaluate(() => window.account!);
  const counted = tasks.filter(({ start }) => start <= (all ?? Infinity));
  return {
    visit: {
      ...{ first, all, shown, ...bytes },
      shift: shifts.reduce((sum, { start, value }) => sum + (start > begun! ? value : 0), 0),
      longestTask: Math.max(0, ...counted.map(({ duration }) => duration)),
      blocked: counted.reduce((sum, { duration }) => sum + duration - 50, 0),
      heap: await readHeap(session),
      nodes: await readMetric(session, 'Nodes'),
    },
    page,
    session,
  };
};
