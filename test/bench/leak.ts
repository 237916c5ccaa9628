/** Whether a page that shows a thread and takes it away, two hundred times, is left with anything of it. */
import puppeteer from 'puppeteer-core';
import { findChromium } from '../support/chromium.ts';
import { pause } from '../support/pause.ts';
import type { BenchThread } from './contender.ts';
import { element } from './element.ts';
import { countHeld } from './held.ts';
import { pathOf, type BenchSite } from './site.ts';
import { readHeap, readMetric } from './visit.ts';

export interface Leak {
  /** How much more the page's scripts hold afterwards, as a share. */
  readonly heap: number;
  /** How many more of each there are afterwards. */
  readonly nodes: number;
  readonly listeners: number;
  readonly timers: number;
  readonly channels: number;
  readonly connections: number;
}

const times = 200;
/** Before it counts: what is loaded, compiled and kept once for all. */
const warming = 20;
/** Milliseconds for what an element that has gone still writes down. */
const aftermath = 2000;

/** V8 goes on compiling what has run often, which is its own memory and not the page’s: so it only interprets. */
const flag = '--js-flags=--jitless';
/** Milliseconds for all of it. */
const patience = 300_000;

/** Measures on the processor and the line as they are. */
export const measureLeak = async (site: BenchSite, thread: BenchThread): Promise<Leak> => {
  const chromium = findChromium();
  const browser = await puppeteer.launch({
    ...chromium,
    args: [...(chromium.args ?? []), flag],
    protocolTimeout: patience,
  });
  try {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(countHeld);
    const session = await page.createCDPSession();
    await session.send('Performance.enable');
    await page.goto(site.origin + pathOf(element, thread));
    await page.evaluate(() => document.querySelector('comment-thread')!.remove());
    const attributes = { endpoint: '/api', thread: thread.path };
    const last = `#comment-${thread.comments.at(-1)!.id}`;
    const repeat = async (count: number): Promise<Leak> => {
      await page.evaluate((...asked) => window.held!.attach(...asked), count, attributes, last);
      await pause(aftermath);
      const held = await page.evaluate(() => window.held!.count());
      const heap = await readHeap(session);
      return {
        heap,
        nodes: await readMetric(session, 'Nodes'),
        listeners: await readMetric(session, 'JSEventListeners'),
        ...held,
      };
    };
    const before = await repeat(warming);
    const after = await repeat(times);
    return {
      heap: after.heap / before.heap - 1,
      nodes: after.nodes - before.nodes,
      listeners: after.listeners - before.listeners,
      timers: after.timers - before.timers,
      channels: after.channels - before.channels,
      connections: after.connections - before.connections,
    };
  } finally {
    await browser.close();
  }
};
