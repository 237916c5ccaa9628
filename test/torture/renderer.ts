import type { Browser, CDPSession } from 'puppeteer-core';
import type { Tab } from './tab.ts';

/** Processor time of each renderer so far, in seconds, by process id. */
const readTimes = async (session: CDPSession): Promise<Map<number, number>> => {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return new Map(processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]));
};

/** How many processes the tabs of a browser have, with one or two that wait for the next tab. */
export const countProcesses = async (browser: Browser): Promise<number> => {
  const session = await browser.target().createCDPSession();
  const { size } = await readTimes(session);
  await session.detach();
  return size;
};

/** The id of a tab's process: the browser does not tell, so it is the one that works when the tab does. */
export const findProcess = async (browser: Browser, tab: Tab): Promise<number> => {
  const session = await browser.target().createCDPSession();
  const before = await readTimes(session);
  await tab.page.evaluate(() => {
    for (const end = performance.now() + 300; performance.now() < end;);
  });
  const added = [...(await readTimes(session))].map(([id, time]) => ({ id, time: time - (before.get(id) ?? 0) }));
  await session.detach();
  return added.reduce((busiest, each) => (each.time > busiest.time ? each : busiest)).id;
};
