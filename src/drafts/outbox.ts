/**
 * What readers have queued, and everything they can ask for it; one per endpoint and page.
 *
 * It holds no truth of its own: what is to be sent is read from the records each time, and each step is
 * a compare-and-set on the record. So a page may die at any moment, and another may do the same
 * work beside it. In memory are only timers; the clock is read only for pauses, and a wrong one costs
 * an hour at most.
 */
import type { GuestAuthor } from '../adapters/adapter.ts';
import { asCommentThreadError, CommentThreadError } from '../errors.ts';
import type { Comment } from '../model/comment.ts';
import { retryDelay } from './backoff.ts';
import { toDraftError } from './delivery.ts';
import type { Draft } from './draft.ts';
import { DraftChangeEvent, type DraftChange } from './draft-change-event.ts';
import type { Change } from './draft-store.ts';
import { withDefaults, type OutboxOptions } from './outbox-options.ts';
import { Rests } from './rests.ts';
import { Sender, type Told } from './sender.ts';

const unchanged = (draft: Draft | null): Change => ({ applied: false, draft, isSent: false });

/** Fires DraftChangeEvent after every change of a record; sends from the first `wake` until `stop`. */
export class Outbox extends EventTarget {
  readonly #options: Required<OutboxOptions>;
  readonly #rests: Rests;
  readonly #sender: Sender;
  readonly #stop = new AbortController();
  readonly #hangUp: () => void;
  #isDraining = false;
  #isWanted = false;
  #failures = 0;

  constructor(options: OutboxOptions) {
    super();
    this.#options = withDefaults(options);
    this.#rests = new Rests(this.#options.after);
    this.#sender = new Sender({
      ...this.#options,
      rests: this.#rests,
      stop: this.#stop.signal,
      tell: (draft, change, told) => this.#tell(draft, change, told),
      drain: () => this.#drain(),
    });
    this.#hangUp = this.#options.channel.listen(({ id, thread, comment }) => void this.#hear(id, thread, comment));
  }

  /** Tries now what rests of its own accord: call it at the start, when the network is back, when the page is seen again, when the reader has signed in. */
  wake(): void {
    this.#sender.isWoken = true;
    this.#rests.end('');
    this.#drain();
  }

  /** Keeps what is being written. */
  async save(draft: Draft, text: string, author: GuestAuthor | null): Promise<Change> {
    const change = await this.#options.drafts.save(draft, text, author);
    this.#tell(draft, change);
    return change;
  }

  /** Queues the draft with the text and author given in it; resolves as soon as that is durable. */
  async post(draft: Draft): Promise<Change> {
    const change = await this.#options.drafts.queue(draft);
    // Whatever the endpoint asked of earlier words.
    if (change.applied) this.#rests.end(draft.id);
    return this.#settle(draft, change);
  }

  /** Sends again at the reader's word, whatever the endpoint asked to wait. */
  retry(id: string): Promise<Change> {
    return this.#act(id, (draft) => this.#options.drafts.apply(draft, { type: 'retry' }));
  }

  /** Gives up a draft that is not on its way at this moment; `given` is what stood there, for `restore`. */
  async discard(id: string): Promise<Change & { readonly given: Draft | null }> {
    let given: Draft | null = null;
    const change = await this.#act(id, (draft) => this.#options.drafts.discard((given = draft)));
    return { ...change, given };
  }

  /** Takes back that a draft was given up. */
  async restore(draft: Draft): Promise<Change> {
    return this.#settle(draft, await this.#options.drafts.restore(draft));
  }

  /** Takes a draft back into the composer; not while it is on its way. */
  recall(id: string): Promise<Change> {
    return this.#act(id, (draft) => this.#options.drafts.apply(draft, { type: 'recall' }));
  }

  /**
   * Asks what became of a draft. One that awaited moderation leaves the store when it is published; gone, its
   * words are back as `refused` with `not-found`. One of unknown fate leaves the store when the thread has it.
   * Else nothing changes. Rejects as the adapter's `read` or `load` does.
   */
  check(id: string): Promise<Change> {
    return this.#act(id, async (draft) => {
      if (draft.state === 'unconfirmed') return this.#sender.look(draft);
      const { adapter, drafts } = this.#options;
      if (draft.state !== 'held' || !adapter.read) return unchanged(draft);
      const comment = await adapter.read(draft);
      if (comment?.status === 'pending') return unchanged(draft);
      if (comment?.status === 'published') return this.#sender.confirm(draft, 'posted', comment);
      const error = new CommentThreadError('not-found', 'Moderation did not keep the comment.');
      return { ...(await drafts.apply(draft, { type: 'dropped', error: toDraftError(error) })), error };
    });
  }

  /** The thread shows a comment that was held: its draft leaves the store. */
  publish(id: string, comment: Comment): Promise<Change> {
    return this.#act(id, (draft) => this.#sender.confirm(draft, 'posted', comment));
  }

  /** Ends all timers and the running try, whose record is recovered by the next outbox that holds the lease. */
  stop(): void {
    this.#stop.abort();
    this.#rests.close();
    this.#hangUp();
  }

  async #act(id: string, change: (draft: Draft) => Promise<Change & Told>): Promise<Change> {
    const draft = await this.#options.drafts.get(id);
    if (!draft) return unchanged(draft);
    const { applied, draft: now, isSent, ...told } = await change(draft);
    if (applied) this.#rests.end(id);
    return this.#settle(draft, { applied, draft: now, isSent }, told);
  }

  #settle(draft: Draft, change: Change, told?: Told): Change {
    this.#tell(draft, change, told);
    this.#drain();
    return change;
  }

  #tell({ id, thread }: Draft, { applied, draft }: Change, told?: Told): void {
    if (!applied || this.#stop.signal.aborted) return;
    this.#options.channel.tell({ id, thread, comment: told?.comment ?? null });
    this.dispatchEvent(new DraftChangeEvent({ ...told, id, thread, draft }));
  }

  /** Another page has changed a record. It may have died since, and replies may have waited: what is to be sent is seen to. */
  async #hear(id: string, thread: string, comment: DraftChange['comment']): Promise<void> {
    try {
      const draft = await this.#options.drafts.get(id);
      if (this.#stop.signal.aborted) return;
      this.dispatchEvent(new DraftChangeEvent({ id, thread, draft, comment: comment ?? null, isRemote: true }));
      if (draft?.state !== 'writing') this.#drain();
    } catch (error) {
      this.#options.report(asCommentThreadError(error, 'storage'));
    }
  }

  #drain(): void {
    this.#isWanted = true;
    const { signal } = this.#stop;
    if (this.#isDraining || signal.aborted) return;
    this.#isDraining = true;
    const { lease, endpoint, random, report } = this.#options;
    lease(`comment-thread:${endpoint}`, (isAlone) => this.#work(isAlone), signal, this.#watch())
      .catch((error: unknown) => {
        this.#isWanted = false;
        this.#rests.set('', retryDelay(++this.#failures, undefined, random), () => this.#drain());
        report(asCommentThreadError(error, 'storage'));
      })
      .finally(() => {
        this.#isDraining = false;
        if (this.#isWanted) this.#drain();
      });
  }

  async #work(isAlone: boolean): Promise<void> {
    // Whoever asks from now on may mean more than what is left to send: it is all done again then.
    this.#isWanted = false;
    await this.#sender.recover(isAlone);
    while (await this.#sender.sendNext());
    this.#failures = 0;
  }

  /** Tells, each time it is asked, whether the records are the same as when it was last asked. */
  #watch(): () => Promise<boolean> {
    const { drafts, endpoint } = this.#options;
    let before: string | undefined;
    return async () => {
      const now = (await drafts.list(endpoint)).map(({ id, version }) => `${id} ${version}`).join();
      const isSame = now === before;
      before = now;
      return isSame;
    };
  }
}
