/**
 * A thread without its endpoint: what was loaded is kept on the device when there is nothing else to do, shown
 * while the network is away, and gives way to the endpoint's answer under the reader's eyes without moving.
 *
 * Nobody is told when a copy cannot be written or read: it is a convenience that nobody was promised.
 */
import type { ReactiveController } from 'lit';
import type { Mine } from '../model/comment.ts';
import { markCopies } from '../storage/copies-mark.ts';
import { loadCopy, openCopies, saveCopy } from '../store/saved-copies.ts';
import type { ThreadState } from '../store/thread-state.ts';
import type { ThreadStore } from '../store/thread-store.ts';
import type { ThreadSurface } from './conversation-context.ts';
import { holdPlace } from './reading-place.ts';

/** Milliseconds to find out whether the reader of the copy is still signed in. */
const patience = 1000;
/** Milliseconds after which the age of a copy is said anew. */
const minute = 60_000;

/** Whom the copy is shown to. A site that has signed its reader out says so without a network. */
const viewerOf = ({ adapter, thread }: ThreadStore, known: Mine | null): Promise<Mine | null> => {
  const asked = async (): Promise<Mine | null> => (known && (await adapter.mine?.(thread))) ?? null;
  return Promise.race([
    asked().catch(() => known),
    new Promise<typeof known>((resolve) => setTimeout(resolve, patience, known)),
  ]);
};

/** Keeps, recalls and replaces the copy of the thread it follows. */
export class SavedCopyController implements ReactiveController {
  readonly #thread: ThreadSurface;
  #store: ThreadStore | null = null;
  /** What was last saved of the thread; undefined until there is something to save. */
  #saved: Partial<ThreadState> | undefined;
  #isPlanned = false;
  #shown: ThreadState | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(thread: ThreadSurface) {
    this.#thread = thread;
    thread.host.addController(this);
  }

  /** Belongs to another thread from now on. */
  follow(store: ThreadStore | null): void {
    this.#store = store;
    this.#saved = this.#shown = undefined;
  }

  /** Saves what the endpoint has given of the thread, and from now on whatever it gives. */
  keep(): void {
    this.#saved ??= {};
    this.#save();
  }

  /**
   * Shows the copy while no answer has come, if there is one and the endpoint only seems to be out of reach;
   * resolves to whether it is shown.
   */
  async recall(): Promise<boolean> {
    const store = this.#store;
    if (!store) return false;
    const copy = store.state.thread ? null : await loadCopy(openCopies(), store).catch(() => null);
    if (copy) {
      const mine = await viewerOf(store, copy.mine);
      const { thread, order, error } = store.state;
      // A cursor leads on in its own order only.
      const next = copy.order === order ? copy.next : copy.next && '';
      if (!thread && error?.retryable !== false) store.patch({ ...copy, mine, order, next });
    }
    return store === this.#store && store.state.savedAt !== null;
  }

  hostUpdate(): void {
    const before = this.#shown;
    const now = (this.#shown = this.#store?.state);
    this.#save();
    if (before?.savedAt == null || (before.comments === now?.comments && before.phase === now.phase)) return;
    holdPlace(this.#thread.host);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.#shown?.savedAt != null && this.#thread.host.requestUpdate(), minute);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  /** What is to be saved: not after each of many pages, and not what has been saved already. */
  get #unsaved(): ThreadState | null {
    const state = this.#store?.state;
    const saved = this.#saved;
    if (!saved || state?.phase !== 'ready' || state.more === 'loading' || state.savedAt !== null) return null;
    return saved.comments === state.comments && saved.mine === state.mine ? null : state;
  }

  /** One callback at a time: while there is no idle moment, each would hold on to all that was known when it was asked for. */
  #save(): void {
    if (this.#isPlanned || !this.#unsaved) return;
    this.#isPlanned = true;
    // Safari has no idle callbacks.
    const whenIdle = 'requestIdleCallback' in window ? requestIdleCallback : setTimeout;
    whenIdle(() => {
      this.#isPlanned = false;
      const state = this.#unsaved;
      if (!state || !this.#thread.host.isConnected) return;
      this.#saved = state;
      saveCopy(openCopies(), this.#store!, state).then(markCopies, () => undefined);
    });
  }
}
