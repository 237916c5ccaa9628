/** What of a thread stands beyond its first page. */
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import type { Order, Page } from '../model/comment.ts';
import type { ThreadState } from './thread-state.ts';
import type { ThreadStore } from './thread-store.ts';

const fail = (store: ThreadStore, error: CommentThreadError): void => {
  store.patch({ more: error });
  store.onError(error);
};

/** Asks for a page and gives it to `take`; a page that nobody waits for any more is left alone. */
const loadPage = async (
  store: ThreadStore,
  place: { readonly cursor: string } | { readonly around: string },
  take: (page: Page) => Partial<ThreadState>,
): Promise<void> => {
  const { signal, thread, state } = store;
  try {
    const page = await store.adapter.load({ ...place, thread, order: state.order, signal });
    if (signal.aborted) return;
    const change = take(page);
    // Of a copy nobody has asked for the first page.
    const isAll = change.next === null && store.state.savedAt === null;
    store.patch({ comments: store.merge(page.comments, isAll), ...change });
  } catch (error) {
    if (signal.aborted) return;
    const known = asCommentThreadError(error, 'network');
    // An address may name a comment of another thread, or one that is gone.
    if (!('around' in place && known.code === 'not-found')) fail(store, known);
  }
};

/** Asks for the next page, if there is one and it is not on its way already. */
export const loadMore = async (store: ThreadStore): Promise<void> => {
  const { next, more } = store.state;
  if (next === null || more === 'loading') return;
  store.patch({ more: 'loading' });
  // A page that leads to itself would be asked for without end.
  await loadPage(store, { cursor: next }, (page) => ({ more: null, next: page.next === next ? null : page.next }));
};

/** Comments that are asked for before anybody nears them: the whole of almost every thread. */
const ahead = 10_000;

/** Asks for page after page, so that the browser's own search finds every comment, until there is none left or there are very many. */
export const loadAhead = async (store: ThreadStore): Promise<void> => {
  const { signal } = store;
  const isDone = ({ next, more, comments }: ThreadState): boolean =>
    signal.aborted || next === null || more !== null || comments.size >= ahead;
  while (!isDone(store.state)) await loadMore(store);
};

/** Waits for the thread, if it is on its way. */
export const whenSettled = async (store: ThreadStore): Promise<void> => {
  while (store.state.phase === 'loading') {
    await new Promise((resolve) => store.addEventListener('change', resolve, { once: true }));
  }
};

/** Makes sure that a comment is known, whatever page it is on; resolves to whether it is. */
export const findComment = async (store: ThreadStore, id: string): Promise<boolean> => {
  const isKnown = (): boolean => store.state.comments.has(id);
  if (!isKnown() && store.state.next !== null) await loadPage(store, { around: id }, () => ({}));
  return isKnown();
};

/** Sorts anew; and says whether the endpoint must be asked as well, because some of the thread is still unknown. */
export const changeOrder = (store: ThreadStore, order: Order): boolean => {
  store.patch({ order });
  return store.state.next !== null || store.state.phase === 'loading';
};
