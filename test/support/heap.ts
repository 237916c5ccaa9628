/** What a page holds in memory, once what nobody refers to has been collected. */
import type { CDPSession, JSHandle, Page } from 'puppeteer-core';

/** How often garbage is collected at most, until that changes nothing any more. */
const attempts = 10;

/** Bytes of scripts and of the document together. */
export const measureHeap = async (session: CDPSession): Promise<number> => {
  let size = Infinity;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = size;
    // What one collection lets go of may hold more that only the next one finds.
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize } = await session.send('Runtime.getHeapUsage');
    size = usedSize + embedderHeapUsedSize;
    if (size >= before) break;
  }
  return size;
};

/** How many nodes, listeners and documents the browser itself counts. */
export const countInBrowser = async (session: CDPSession): Promise<Record<string, number>> => {
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const counted = metrics.filter(({ name }) => ['Nodes', 'JSEventListeners', 'Documents'].includes(name));
  return Object.fromEntries(counted.map(({ name, value }) => [name, value]));
};

/** How many objects of a class are alive; `type` is an expression. */
export const countAlive = async (page: Page, type: string): Promise<number> => {
  const prototype = (await page.evaluateHandle(`(${type}).prototype`)) as JSHandle<object>;
  const objects = await page.queryObjects(prototype);
  const count = await objects.evaluate(({ length }) => length);
  await Promise.all([prototype.dispose(), objects.dispose()]);
  return count;
};
