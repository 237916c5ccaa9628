import { randomUUID } from 'node:crypto';
import type { Browser } from 'puppeteer-core';
import type { Tab } from './tab.ts';

/** How many processes the tabs of a browser have, with one or two that wait for the next tab. */
export const countProcesses = async (browser: Browser): Promise<number> => {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').length;
};

/** The id of a tab's process. The browser does not tell; but a trace names the process of each mark that a page makes. */
export const findProcess = async ({ page }: Tab): Promise<number> => {
  const mark = `process of ${randomUUID()}`;
  await page.tracing.start({ categories: ['blink.user_timing'] });
  await page.evaluate((mark) => {
    performance.mark(mark);
  }, mark);
  const trace = JSON.parse(new TextDecoder().decode(await page.tracing.stop())) as {
    readonly traceEvents: readonly { readonly name: string; readonly pid: number }[];
  };
  const event = trace.traceEvents.find(({ name }) => name === mark);
  if (!event) throw new Error('The trace does not have the mark.');
  return event.pid;
};
