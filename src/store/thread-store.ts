/**
 * The one place where a thread, its drafts and the network meet. It knows no DOM: elements listen
 * for `change` and read `state`. Here is what showing a thread takes; what readers do with it
 * afterwards (paging.ts, personal.ts, writing.ts) comes later and changes the state through `patch`.
 */
import type { Adapter } from '../adapters/adapter.ts';
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import type { Comment, Order } from '../model/comment.ts';
import { mergeComments } from '../model/merge.ts';
import { initialState, type ThreadState } from './thread-state.ts';

/** Which thread, from where, in which order. */
export interface ThreadStoreOptions {
  readonly adapter: Adapter;
  /** What drafts are bound to. */
  readonly endpoint: string;
  readonly thread: string;
  readonly order: Order;
  /** Told of what failed beside the thread itself: drafts that could not be read, a page further on. */
  readonly onError: (error: CommentThreadError) => void;
}

/** Fires `change` after every change of `state`. */
export class ThreadStore extends EventTarget {
  readonly adapter: Adapter;
  readonly endpoint: string;
  readonly thread: string;
  readonly onError: (error: CommentThreadError) => void;
  #state: ThreadState;
  /** In which order what is known was given. */
  #order: Order | undefined;
  /** The ids of comments that the endpoint has given since it was last asked for the thread. */
  #given = new Set<string>();
  #loading = new AbortController();

  constructor({ adapter, endpoint, thread, order, onError }: ThreadStoreOptions) {
    super();
    this.adapter = adapter;
    this.endpoint = endpoint;
    this.thread = thread;
    this.onError = onError;
    this.#state = initialState(order);
  }

  get state(): ThreadState {
    return this.#state;
  }

  /** Aborted as soon as what is asked for now is no longer waited for: the thread is loaded anew, or has gone. */
  get signal(): AbortSignal {
    return this.#loading.signal;
  }

  patch(change: Partial<ThreadState>): void {
    this.#state = { ...this.#state, ...change };
    this.dispatchEvent(new Event('change'));
  }

  /**
   * Asks for the first page anew and settles when the thread is `ready` or `failed`; an earlier load is given up.
   * What is known of later pages stays until they have been asked for as well.
   */
  async load(): Promise<void> {
    this.abort();
    const { signal } = this;
    this.#given = new Set();
    this.patch({ phase: 'loading', error: null });
    try {
      const { order } = this.state;
      const page = await this.adapter.load({ thread: this.thread, order, signal });
      signal.throwIfAborted();
      const { thread, policy, next } = page;
      // Beside a page in another order, what is known would have gaps.
      const comments = this.merge(page.comments, next === null || order !== (this.#order ?? order));
      this.#order = order;
      this.patch({ thread, policy, next, comments, phase: 'ready', savedAt: null });
    } catch (error) {
      if (!signal.aborted) this.patch({ phase: 'failed', error: asCommentThreadError(error, 'network') });
    }
  }

  /** What is known with what the endpoint gives now; where that is all there is, without what it has given no more. */
  merge(given: readonly Comment[], isAll = false): ReadonlyMap<string, Comment> {
    for (const { id } of given) this.#given.add(id);
    const merged = mergeComments(this.state.comments, given);
    return isAll ? new Map([...merged].filter(([id]) => this.#given.has(id))) : merged;
  }

  /** Gives up what is being loaded; what is shown stays. */
  abort(): void {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { phase, thread, savedAt } = this.state;
    // A copy is no answer.
    this.patch({ more: null, phase: phase !== 'loading' ? phase : thread && savedAt === null ? 'ready' : 'idle' });
  }
}
