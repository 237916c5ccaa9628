import type { RecordStore } from '../storage/record-store.ts';
import type { CommentRef, Draft, Receipt } from './draft.ts';

/** The key of a draft's record; without an id, what the keys of all of them begin with. */
export const draftKey = (id = ''): string => `draft:${id}`;

/** What the keys of all receipts begin with. */
export const RECEIPT = 'receipt:';

/** The key of a comment's receipt; with '' for its id, what the keys of all of its thread begin with. */
export const receiptKey = ({ endpoint, thread, id }: CommentRef): string => `${RECEIPT}${endpoint} ${thread} ${id}`;

/** What this browser holds of a thread: everybody's drafts, and the receipts that still allow an edit. */
export const listDrafts = async (
  records: RecordStore,
  endpoint: string,
  thread: string,
): Promise<{ drafts: Draft[]; receipts: Receipt[] }> => {
  const [drafts, receipts] = await Promise.all([
    records.list<Draft>(draftKey()),
    records.list<Receipt>(receiptKey({ endpoint, thread, id: '' })),
  ]);
  const isHere = (record: Draft | Receipt): boolean => record.endpoint === endpoint && record.thread === thread;
  return {
    drafts: drafts.filter(isHere),
    // Only of comments that go by the id they were sent with: others could not be sent again in the same place.
    receipts: receipts.filter(
      (receipt) => isHere(receipt) && receipt.until > Date.now() && (receipt.comment ?? receipt.id) === receipt.id,
    ),
  };
};
