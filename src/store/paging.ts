/** What of a thread stands beyond its first page. */
import { asCommentThreadError } from '../errors.ts';
import type { Order, Page } from '../model/comment.ts';
import { mergeComments } from '../model/merge.ts';
import type { ThreadStore } from './thread-store.ts';

/** A page: null when it failed, undefined when nobody waits for it any more. */
const loadPage = async (
  store: ThreadStore,
  place: { readonly cursor: string } | { readonly around: string },
): Promise<Page | null | undefined> => {
  const { signal, thread, state } = store;
  try {
    const page = await store.adapter.load({ ...place, thread, order: state.order, signal });
    return signal.aborted ? undefined : page;
  } catch (error) {
    if (signal.aborted) return undefined;
    store.onError(asCommentThreadError(error, 'network'));
    return null;
  }
};

/** Asks for the next page, if there is one and it is not on its way already. */
export const loadMore = async (store: ThreadStore): Promise<void> => {
  const { next, isLoadingMore } = store.state;
  if (next === null || isLoadingMore) return;
  store.patch({ isLoadingMore: true });
  const page = await loadPage(store, { cursor: next });
  if (page === undefined) return;
  // A page that leads to itself would be asked for without end.
  const after = page && page.next !== next ? page.next : null;
  store.patch({
    isLoadingMore: false,
    ...(page && { comments: mergeComments(store.state.comments, page.comments), next: after }),
  });
};

/** Makes sure that a comment is known, whatever page it is on; resolves to whether it is. */
export const findComment = async (store: ThreadStore, id: string): Promise<boolean> => {
  if (store.state.comments.has(id) || store.state.next === null) return store.state.comments.has(id);
  const page = await loadPage(store, { around: id });
  if (page) store.patch({ comments: mergeComments(store.state.comments, page.comments) });
  return store.state.comments.has(id);
};

/** Sorts anew; asks the endpoint only while some of the thread is still unknown. */
export const changeOrder = (store: ThreadStore, order: Order): void => {
  if (order === store.state.order) return;
  store.patch({ order });
  if (store.state.next !== null || store.state.phase === 'loading') void store.load();
};
