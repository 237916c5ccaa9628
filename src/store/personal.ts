import { listDrafts } from '../drafts/list.ts';
import { asCommentThreadError } from '../errors.ts';
import type { RecordStore } from '../storage/record-store.ts';
import type { ThreadState } from './thread-state.ts';
import type { ThreadStore } from './thread-store.ts';

type Own = Pick<ThreadState, 'drafts' | 'receipts'>;

/** Reads what this browser holds of the thread; undefined when it cannot be read. */
export const readOwn = async (
  { endpoint, thread, onError }: ThreadStore,
  records: RecordStore,
): Promise<Own | undefined> => {
  try {
    const { drafts, receipts } = await listDrafts(records, endpoint, thread);
    return {
      drafts: new Map(drafts.map((draft) => [draft.id, draft])),
      receipts: new Map(receipts.map((receipt) => [receipt.id, receipt])),
    };
  } catch (error) {
    onError(asCommentThreadError(error, 'storage'));
    return undefined;
  }
};

/**
 * What this browser holds of the thread: the reader's drafts, and the proofs that let them edit. What has changed
 * while it was read is newer than what was read.
 */
export const loadOwn = async (store: ThreadStore, records: RecordStore): Promise<void> => {
  const { signal } = store;
  const { drafts: before } = store.state;
  const own = await readOwn(store, records);
  if (!own || signal.aborted) return;
  const drafts = new Map(own.drafts);
  for (const id of new Set([...before.keys(), ...store.state.drafts.keys()])) {
    const now = store.state.drafts.get(id);
    if (now === before.get(id)) continue;
    if (now) drafts.set(id, now);
    else drafts.delete(id);
  }
  store.patch({ ...own, drafts });
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
