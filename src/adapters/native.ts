/** The native protocol over HTTP. Reading is here; what is somebody's own is a chunk that follows. */
import { asCommentThreadError } from '../errors.ts';
import type { Adapter, AdapterContext, LoadRequest } from './adapter.ts';
import type { Limits } from './http.ts';
import { requestJson } from './http.ts';
import { parsePage } from './native-page.ts';
import type { Personal } from './native-personal.ts';

/** Comments of the first page, which fills any screen soon, and of those that follow it, which should be few. */
const pageSize = { first: '50', next: '1000' };

/** The parameters always stand in this order, so that a page can preload the very URL. */
const pageUrl = (endpoint: string, { thread, order, cursor, around }: LoadRequest): string =>
  `${endpoint}/comments?${new URLSearchParams({
    thread,
    order,
    limit: cursor ? pageSize.next : pageSize.first,
    ...(cursor && { cursor }),
    ...(around && { around }),
  })}`;

/** Speaks the native protocol with one endpoint; `limits` are for tests. */
export const nativeAdapter = (context: AdapterContext, limits?: Limits): Adapter => {
  const { endpoint } = context;
  // `mine` is asked right after the first screen, so that the rest is there before anybody writes, offline too.
  // One, since it remembers who is signed in.
  let made: Personal | undefined;
  const personal = async () => {
    const { nativePersonal } = await import('./native-personal.ts');
    return (made ??= nativePersonal(context, limits));
  };
  return {
    keyed: true,
    protocol: 'native',
    orders: ['oldest', 'newest', 'popular'],

    async load(asked) {
      const { body } = await requestJson(pageUrl(endpoint, asked), { signal: asked.signal, limits });
      return parsePage(body, asked.thread, endpoint);
    },

    async send(submission) {
      try {
        return await (await personal()).send(submission);
      } catch (error) {
        return { kind: 'unknown', error: asCommentThreadError(error, 'chunk') };
      }
    },
    remove: async (own) => (await personal()).remove(own),
    read: async (own) => (await personal()).read(own),
    mine: async (thread) => (await personal()).mine(thread),
  };
};
