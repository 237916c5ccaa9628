import { assert } from '@open-wc/testing';
import { nativeAdapter } from '../../src/adapters/native.ts';

const endpoint = new URL('./static-endpoint', import.meta.url).href.replace(/\?.*/, '');

/** The URL of a thread's first page, as a site writes it into its preload link. */
const pageUrl = (thread: string): string => `${endpoint}/comments?thread=${thread}&order=oldest&limit=50`;

const preload = (href: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href });
    link.addEventListener('load', resolve);
    link.addEventListener('error', reject);
    document.head.append(link);
  });

/** How often an address went over the network or to the cache; entries come in order, so one more fetch settles it. */
const countRequests = async (url: string): Promise<number> => {
  const last = `${endpoint}/comments?last=${crypto.randomUUID()}`;
  const seen = new Promise((resolve) => {
    new PerformanceObserver((list) => {
      if (list.getEntriesByName(last).length) resolve(null);
    }).observe({ type: 'resource' });
  });
  await (await fetch(last)).text();
  await seen;
  return performance.getEntriesByName(url, 'resource').length;
};

describe('a preloaded thread', () => {
  it('is not requested again', async () => {
    await preload(pageUrl('a'));
    const page = await nativeAdapter({ endpoint, getToken: () => Promise.resolve(null) }).load({
      thread: 'a',
      order: 'oldest',
    });
    assert.deepEqual(page.comments, []);
    assert.equal(await countRequests(pageUrl('a')), 1);
  });

  it('would be, if the request had other credentials', async () => {
    await preload(pageUrl('b'));
    await (await fetch(pageUrl('b'), { credentials: 'include' })).text();
    assert.equal(await countRequests(pageUrl('b')), 2);
  });
});
