/** Two tabs of one reader, one of which is caught in the middle of sending. */
import type { Browser } from 'puppeteer-core';
import { until } from '../support/driver.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { findProcess } from './renderer.ts';
import { openTab, type Tab } from './tab.ts';

/** How long sending may take to begin, in milliseconds. */
const patience = 60_000;

export interface Pair {
  /** The tab whose request the proxy holds, and the process it has for itself. */
  readonly sender: Tab;
  readonly process: number;
  readonly other: Tab;
  /** Lets the held request go on to the endpoint. */
  readonly release: () => void;
}

/**
 * Opens both, and posts `words` in one. That need not be the one which sends them: each tab sends for all, so
 * the sender is the one that makes the request.
 */
export const catchSender = async (
  browser: Browser,
  proxy: FaultProxy,
  thread: string,
  words: string,
): Promise<Pair> => {
  const tabs = [await openTab(browser), await openTab(browser)] as const;
  await Promise.all(tabs.map((tab) => tab.visit(proxy.pageOf(thread))));
  const processes = [await findProcess(tabs[0]), await findProcess(tabs[1])] as const;
  if (processes[0] === processes[1]) throw new Error('Both tabs have the same process.');

  const release = proxy.holdNext(thread);
  const sending = proxy.nextArrival((arrival) => arrival.thread === thread, patience);
  await tabs[0].write(words);
  await tabs[0].post();
  await sending;
  // The proxy may hear of it before the browser has told.
  await until('one of them sends', async () => tabs.some(({ writes }) => writes > 0));
  const at = tabs[0].writes ? 0 : 1;
  return { sender: tabs[at], process: processes[at], other: tabs[1 - at]!, release };
};
