/** One visit in all its parts, in a browser of its own: nobody profits from what another has warmed. */
import { launchBrowser } from '../support/driver.ts';
import { isPaged, type BenchThread, type Contender } from './contender.ts';
import { goFar } from './far.ts';
import type { Result } from './result.ts';
import type { BenchSite } from './site.ts';
import { use } from './use.ts';
import { comparedAt } from './variants.ts';
import { visit } from './visit.ts';

/** Visits a contender's page as far as it is to be measured. */
export const measure = async (site: BenchSite, contender: Contender, thread: BenchThread): Promise<Result> => {
  const { name, host, unasked } = contender;
  const size = thread.comments.length;
  // A page with 100,000 comments in it takes over five minutes until they are all there.
  const extent = host === undefined && !isPaged(size) ? 'first' : contender.extent;
  const browser = await launchBrowser();
  try {
    const visited = await visit(browser, site, { ...contender, extent }, thread);
    const result = { contender: name, size, ...visited.visit };
    // A page of a widget is the same to use, however long the thread.
    if (extent !== 'use' || (unasked === undefined && size !== comparedAt)) return result;
    const more = isPaged(size) ? await use(visited, site, contender, thread) : await goFar(visited, contender, thread);
    return { ...result, ...more };
  } finally {
    await browser.close();
  }
};

/** Has the server make and compress what a contender's page asks for, which is not counted. */
export const warm = async (site: BenchSite, contender: Contender, thread: BenchThread): Promise<void> => {
  await measure(site, { ...contender, extent: 'first', isRepeat: false, slowdown: 1 }, thread);
  if (contender.host !== undefined) await site.warm(thread);
};
