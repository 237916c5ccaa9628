/**
 * The last copy of each thread this browser has shown, for readers who come again without a network. It is data
 * of the reader's own device: comments as the endpoint gave them and who was signed in, nothing that was typed.
 *
 * Copies have a database of their own, so that a full disk or a broken copy touches no draft; deleting it is
 * always safe. A list of what is kept, the least recently saved first, is written in the transaction of
 * each copy, so that keeping within bounds reads no copy at all.
 */
import { COPIES, IndexedRecords } from '../storage/indexed-records.ts';
import type { RecordStore } from '../storage/record-store.ts';
import type { Comment } from '../model/comment.ts';
import type { ThreadState } from './thread-state.ts';
import type { ThreadStore } from './thread-store.ts';

/** Goes up with every change of what a copy holds; copies of another format are ignored until they are replaced. */
const FORMAT = 1;
const MOST_COPIES = 30;
/** Characters of JSON: of one copy's comments, and of all together. */
const LARGEST_COPY = 1_000_000;
const LARGEST_SUM = 10_000_000;
const LIST = 'list';

/** What of a thread outlives the visit, and when it was saved in milliseconds since the epoch. */
export type SavedCopy = Pick<ThreadState, 'thread' | 'policy' | 'comments' | 'next' | 'order' | 'mine'> & {
  readonly format: number;
  readonly savedAt: number;
};

let shared: RecordStore | undefined;

/** The page's one store of copies; opened at the first call. */
export const openCopies = (): RecordStore => (shared ??= new IndexedRecords(COPIES));

/** No such text is the beginning of another, so that listing by it finds one record. */
const keyOf = ({ endpoint, thread }: ThreadStore): string => JSON.stringify([endpoint, thread]);

/** As many comments from the beginning as fit, and the characters of JSON they take. */
const cut = (comments: ThreadState['comments']): readonly [ThreadState['comments'], number] => {
  const kept = new Map<string, Comment>();
  let size = 0;
  for (const [id, comment] of comments) {
    const { length } = JSON.stringify(comment);
    if (size + length > LARGEST_COPY) break;
    size += length;
    kept.set(id, comment);
  }
  return [kept, size];
};

const makeCopy = (state: ThreadState): readonly [SavedCopy, number] => {
  const { thread, policy, order, mine } = state;
  const [comments, size] = cut(state.comments);
  // '' as the next page asks for the first one again.
  const next = comments.size < state.comments.size ? '' : state.next;
  return [{ format: FORMAT, savedAt: Date.now(), thread, policy, comments, next, order, mine }, size];
};

/**
 * Keeps what the endpoint has given of the thread in the place of an earlier copy; the least recently saved ones
 * of other threads make room. Rejects with a CommentThreadError of code `storage`.
 */
export const saveCopy = async (copies: RecordStore, store: ThreadStore, state: ThreadState): Promise<void> => {
  const key = keyOf(store);
  const [copy, size] = makeCopy(state);
  await copies.transact([LIST], ([list]) => {
    const known = (Array.isArray(list) ? list : []) as readonly (readonly [key: string, size: number])[];
    const kept = [...known.filter(([other]) => other !== key), [key, size] as const];
    const writes = new Map<string, unknown>([[key, copy]]);
    let sum = kept.reduce((total, [, size]) => total + size, 0);
    while (kept.length > MOST_COPIES || sum > LARGEST_SUM) {
      const [gone, size] = kept.shift()!;
      writes.set(gone, undefined);
      sum -= size;
    }
    return writes.set(LIST, kept);
  });
};

/** The copy of the thread, or null where there is none. Rejects when it cannot be read. */
export const loadCopy = async (copies: RecordStore, store: ThreadStore): Promise<SavedCopy | null> => {
  const [copy] = await copies.list<SavedCopy>(keyOf(store));
  return copy?.format === FORMAT ? copy : null;
};
