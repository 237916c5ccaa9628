import { listDrafts } from '../drafts/list.ts';
import { asCommentThreadError } from '../errors.ts';
import type { RecordStore } from '../storage/record-store.ts';
import type { ThreadStore } from './thread-store.ts';

/** What this browser holds of the thread: the reader's drafts, and the proofs that let them edit. */
export const loadOwn = async (store: ThreadStore, records: RecordStore): Promise<void> => {
  const { endpoint, thread, signal } = store;
  try {
    const { drafts, receipts } = await listDrafts(records, endpoint, thread);
    if (signal.aborted) return;
    store.patch({
      drafts: new Map(drafts.map((draft) => [draft.id, draft])),
      receipts: new Map(receipts.map((receipt) => [receipt.id, receipt])),
    });
  } catch (error) {
    store.onError(asCommentThreadError(error, 'storage'));
  }
};

/** Who is signed in, and what is theirs. */
export const loadViewer = async (store: ThreadStore): Promise<void> => {
  const { adapter, thread, signal } = store;
  try {
    const mine = (await adapter.mine?.(thread)) ?? null;
    if (!signal.aborted) store.patch({ mine });
  } catch (error) {
    if (!signal.aborted) store.onError(asCommentThreadError(error, 'network'));
  }
};
