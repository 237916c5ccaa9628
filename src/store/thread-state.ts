import type { Draft, Receipt } from '../drafts/draft.ts';
import type { CommentThreadError } from '../errors.ts';
import type { Comment, Mine, Order, Policy, Thread } from '../model/comment.ts';

/** `idle → loading → ready | failed`; a failure keeps whatever was there before. */
type Phase = 'idle' | 'loading' | 'ready' | 'failed';

/** All that is known of a thread at one moment; replaced, never changed. */
export interface ThreadState {
  readonly phase: Phase;
  /** Why the last load failed. */
  readonly error: CommentThreadError | null;
  /** Null until a first answer has arrived. */
  readonly thread: Thread | null;
  readonly policy: Policy | null;
  /** What the endpoint gave, by id. */
  readonly comments: ReadonlyMap<string, Comment>;
  readonly order: Order;
  /** Where the next page begins; null when there is none. */
  readonly next: string | null;
  /** How asking for more of the thread stands: under way, failed, or neither. */
  readonly more: 'loading' | CommentThreadError | null;
  /** Who is signed in; null for a guest. */
  readonly mine: Mine | null;
  /** When the copy was saved that is shown, in milliseconds since the epoch; null when the endpoint gave it in this visit. */
  readonly savedAt: number | null;
  /** What this browser holds for the thread, by id. */
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly receipts: ReadonlyMap<string, Receipt>;
}

/** What is known before anything was asked. */
export const initialState = (order: Order): ThreadState => ({
  phase: 'idle',
  error: null,
  thread: null,
  policy: null,
  comments: new Map(),
  order,
  next: null,
  more: null,
  mine: null,
  savedAt: null,
  drafts: new Map(),
  receipts: new Map(),
});

/** The writer drafts are kept for: the viewer's id, or '' for a guest. */
export const writerOf = (state: ThreadState): string => state.mine?.viewer.id ?? '';

/** Whether this reader may write, as far as who they are goes. */
export const canWrite = ({ policy, mine }: ThreadState): boolean => (policy?.guests ?? false) || mine !== null;
