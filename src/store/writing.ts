/**
 * What a reader can do to a thread: begin, post, edit and delete. The thread's state shows it at
 * once; the records and the endpoint follow, and what they say is final.
 */
import type { GuestAuthor } from '../adapters/adapter.ts';
import type { Draft } from '../drafts/draft.ts';
import type { DraftChangeEvent } from '../drafts/draft-change-event.ts';
import { withPatience } from '../drafts/delivery.ts';
import { DraftStore } from '../drafts/draft-store.ts';
import { mayHaveArrived } from '../drafts/transitions.ts';
import type { Outbox } from '../drafts/outbox.ts';
import { afterTimeout } from '../drafts/rests.ts';
import { asCommentThreadError, CommentThreadError } from '../errors.ts';
import type { Comment, Mine } from '../model/comment.ts';
import { askToPersist } from '../storage/persistence.ts';
import type { RecordStore } from '../storage/record-store.ts';
import { DraftSession } from './draft-session.ts';
import { joinOutbox } from './outboxes.ts';
import { isSubmitted } from './own-comments.ts';
import { loadOwn, loadViewer, readOwn } from './personal.ts';
import { askForSync } from './sync.ts';
import { writerOf } from './thread-state.ts';
import type { ThreadStore } from './thread-store.ts';

const isUnsent = (draft: Draft): boolean => isSubmitted(draft) && draft.state !== 'held';

/** What the owner is told of a draft that was posted. */
export interface WritingEvents {
  readonly onPosted: (comment: Comment, draft: Draft | null) => void;
  readonly onRefused: (draft: Draft, error: CommentThreadError) => void;
  /** The try got no answer; the draft waits for the next one. */
  readonly onWaiting: (draft: Draft) => void;
}

/** What the forms of one thread act through; joins the outbox of its endpoint when it is first woken. */
export class Writing {
  readonly #store: ThreadStore;
  readonly #records: RecordStore;
  readonly #events: WritingEvents;
  readonly #drafts: DraftStore;
  #joined: ReturnType<typeof joinOutbox> | null = null;
  #isResting = false;
  /** Drafts that are shown as queued before the store has them. */
  readonly #posting = new Set<string>();
  /** Drafts that the reader has posted here: whichever page sends them, it is told here. */
  readonly #posted = new Set<string>();
  /** The held comments whose state is known since the thread was last woken. */
  readonly #checked = new Set<string>();
  /** Who was signed in when the thread was last woken. */
  #mine: Mine | null | undefined;

  constructor(store: ThreadStore, records: RecordStore, events: WritingEvents) {
    this.#store = store;
    this.#records = records;
    this.#events = events;
    this.#drafts = new DraftStore(records);
  }

  /** Something may be sendable or published by now: the network is back, the page is seen, a reader signed in. */
  wake(): void {
    this.#isResting = false;
    const outbox = this.#outbox;
    const { mine, drafts } = this.#store.state;
    const isNews = mine !== this.#mine;
    this.#mine = mine;
    // Another reader may have signed in in another tab; whoever was told of this moment need not be asked again.
    if (!isNews && [...drafts.values()].some(isUnsent)) void this.#askWho();
    else outbox.wake();
    this.#checked.clear();
    // A page that was frozen has not heard what others did meanwhile.
    void loadOwn(this.#store, this.#records);
    this.checkHeld();
  }

  /** Asks who is signed in, and first for the thread where only a copy of it is shown, and then sends what is theirs. */
  async #askWho(): Promise<void> {
    const store = this.#store;
    if (this.#isInDoubt()) {
      // Else whoever has it loaded asks as well.
      if (store.state.phase !== 'loading') await store.load();
      if (this.#isInDoubt()) return;
    }
    // Bounded, and who cannot be asked after is taken for the one they were.
    await withPatience(afterTimeout, store.signal, () => loadViewer(store)).catch(() => undefined);
    this.#joined?.outbox.wake();
  }

  /** Whether a saved copy is shown, whose reader may have signed out since: the outbox sends nothing for them. */
  #isInDoubt(): boolean {
    const { savedAt, mine } = this.#store.state;
    return savedAt !== null && mine !== null;
  }

  /** The thread is not shown any more: what is on its way still goes, and then the outbox lets go of it. */
  rest(): void {
    this.#isResting = true;
    const now = writerOf(this.#store.state);
    const isUnderWay = ({ state, writer }: Draft): boolean =>
      writer === now && (state === 'queued' || state === 'sending');
    if ([...this.#store.state.drafts.values()].some(isUnderWay)) return;
    this.#joined?.outbox.removeEventListener('draft-change', this.#follow as EventListener);
    this.#joined?.leave();
    this.#joined = null;
  }

  /** Asks once after each comment of this reader's that awaits moderation, where the thread does not show it already. */
  checkHeld(): void {
    const { drafts, comments } = this.#store.state;
    const now = writerOf(this.#store.state);
    for (const { id, state, writer, held } of drafts.values()) {
      if (state !== 'held' || writer !== now || this.#checked.has(id)) continue;
      this.#checked.add(id);
      const shown = comments.get(held?.id ?? id);
      const asking = shown?.status === 'published' ? this.#outbox.publish(id, shown) : this.#outbox.check(id);
      asking.catch((error: unknown) => this.#store.onError(asCommentThreadError(error, 'network')));
    }
  }

  /** The draft this reader has begun under a comment, or at the foot of the thread for null. */
  findBegun(parent: string | null): Draft | undefined {
    const { state } = this.#store;
    const writer = writerOf(state);
    return [...state.drafts.values()].find(
      (draft) => draft.parent === parent && draft.writer === writer && !draft.edit && !isSubmitted(draft),
    );
  }

  /** What this reader has begun there; else a new draft. */
  begin(parent: string | null): DraftSession {
    const { endpoint, thread, state } = this.#store;
    const create = (): Draft => this.#drafts.create({ endpoint, thread, parent, writer: writerOf(state) });
    return this.#session(this.findBegun(parent) ?? create());
  }

  /** The reader's own comment with the words it was sent with; null when it can no longer be edited. */
  async beginEdit(id: string): Promise<DraftSession | null> {
    const { drafts, receipts } = this.#store.state;
    const draft = drafts.get(id);
    if (draft) {
      const { draft: recalled } = isSubmitted(draft) ? await this.#outbox.recall(id) : { draft };
      return recalled && !isSubmitted(recalled) ? this.#session(recalled) : null;
    }
    const receipt = receipts.get(id);
    return receipt ? this.#session(this.#drafts.createEdit(receipt)) : null;
  }

  /** Shows the words in the thread at once and queues them; resolves to the draft as it is kept. */
  async post(session: DraftSession, text: string, author: GuestAuthor | null): Promise<Draft> {
    const before = session.draft;
    this.#posting.add(before.id);
    this.#put(before.id, { ...before, state: 'queued', text, author });
    void askToPersist();
    try {
      const { draft, isSent } = await session.submit(text, author, (current) => this.#outbox.post(current));
      this.#posted.add(draft?.id ?? before.id);
      if (isSent || session.draft.id !== before.id) this.#put(before.id, null);
      // Another page has posted the very same, and this one has not heard of it.
      if (isSent) void this.#store.load();
      else void askForSync(this.#store, this.#records);
      if (this.#isInDoubt()) void this.#askWho();
      return draft ?? before;
    } catch (error) {
      this.#put(before.id, before);
      throw asCommentThreadError(error, 'storage');
    } finally {
      this.#posting.delete(before.id);
    }
  }

  /** Sends a draft again at the reader's word, now. */
  async retry(id: string): Promise<void> {
    await this.#outbox.retry(id);
    if (this.#isInDoubt()) void this.#askWho();
    void askForSync(this.#store, this.#records);
  }

  /** Looks again whether a draft of unknown fate has arrived. Rejects when the thread cannot be read. */
  async check(id: string): Promise<void> {
    await this.#outbox.check(id);
  }

  /** Gives up a draft; resolves to what it was, for `restore`, or null when it is on its way and cannot be. */
  async discard(id: string): Promise<Draft | null> {
    const { applied, given } = await this.#outbox.discard(id);
    return applied ? given : null;
  }

  /** Takes back that a draft was given up; resolves to whether it is there again. */
  async restore(draft: Draft): Promise<boolean> {
    return (await this.#outbox.restore(draft)).applied;
  }

  /**
   * Deletes the reader's own comment, from this device and at the endpoint, as far as it may be there; resolves to
   * whether it is certainly gone: what was sent without an answer to a backend with ids of its own may still turn up.
   */
  async remove(id: string): Promise<boolean> {
    const { drafts, receipts } = this.#store.state;
    const { adapter } = this.#store;
    const draft = drafts.get(id);
    const secret = (draft ?? receipts.get(id))?.secret ?? null;
    if (draft && !draft.edit && draft.state !== 'held') {
      const given = await this.discard(id);
      if (!given) throw new CommentThreadError('conflict', 'The comment is on its way.', { retryable: true });
      if (!mayHaveArrived(given)) return true;
      if (!adapter.keyed || !adapter.remove) return false;
      try {
        await adapter.remove({ id, secret });
      } catch (error) {
        this.#store.onError(asCommentThreadError(error, 'network'));
        return false;
      }
    } else {
      if (!adapter.remove) throw new CommentThreadError('forbidden', 'This adapter cannot delete comments.');
      await adapter.remove({ id, secret });
    }
    await this.#forget(id);
    return true;
  }

  get #outbox(): Outbox {
    if (!this.#joined) {
      this.#joined = joinOutbox(this.#store, this.#records);
      this.#joined.outbox.addEventListener('draft-change', this.#follow as EventListener);
    }
    return this.#joined.outbox;
  }

  #session(draft: Draft): DraftSession {
    // A form that is saved as its thread leaves the page does not join the outbox again.
    return new DraftSession(draft, this.#drafts, (...words) => (this.#joined?.outbox ?? this.#drafts).save(...words));
  }

  #put(id: string, draft: Draft | null): void {
    const drafts = new Map(this.#store.state.drafts);
    if (draft) drafts.set(id, draft);
    else drafts.delete(id);
    this.#store.patch({ drafts });
  }

  readonly #follow = ({ id, thread, draft, comment, error, isRemote }: DraftChangeEvent): void => {
    if (thread !== this.#store.thread) return;
    const before = this.#store.state.drafts.get(id) ?? null;
    // A save that was under way when the reader posted says no longer how the words stand.
    if (draft?.state !== 'writing' || !this.#posting.has(id)) this.#put(id, draft);
    if (comment?.status === 'published') this.#addComment(comment);
    if (draft?.state === 'held') this.#checked.add(id);
    const isOurs = this.#posted.has(id);
    // An error stays with the page it happened in, and its record says as much of it.
    const known = isRemote && isOurs && before && isSubmitted(before) ? draft?.error : null;
    const reason = error ?? (known && new CommentThreadError(known.code, known.message, known));
    if (comment) void this.#settle(comment, before, !isRemote || isOurs);
    else if (draft?.state === 'refused' && reason) this.#events.onRefused(draft, reason);
    else if (draft?.state === 'queued' && reason) this.#events.onWaiting(draft);
    if (this.#isResting) this.rest();
  };

  async #settle(comment: Comment, draft: Draft | null, isTold: boolean): Promise<void> {
    // Under an id of the backend's own, the drafts that answer it have another parent now.
    if (comment.id !== draft?.id) await loadOwn(this.#store, this.#records);
    else await this.#loadReceipts();
    if (isTold) this.#events.onPosted(comment, draft);
  }

  /** Not the drafts with them: one that was posted this moment is shown before it is stored. */
  async #loadReceipts(): Promise<void> {
    const own = await readOwn(this.#store, this.#records);
    if (own) this.#store.patch({ receipts: own.receipts });
  }

  #addComment(comment: Comment): void {
    const { comments, thread } = this.#store.state;
    const isNew = !comments.has(comment.id);
    this.#store.patch({
      comments: this.#store.merge([comment]),
      thread: thread && isNew ? { ...thread, count: thread.count + 1 } : thread,
    });
  }

  async #forget(id: string): Promise<void> {
    const { endpoint, thread } = this.#store;
    await this.#drafts.forget({ endpoint, thread, id });
    this.#put(id, null);
    this.#forgetComment(id);
    await this.#loadReceipts();
  }

  #forgetComment(id: string): void {
    const { comments, thread } = this.#store.state;
    const comment = comments.get(id);
    if (!comment) return;
    // The model drops a tombstone on which nothing hangs.
    const tombstone: Comment = { ...comment, status: 'deleted', author: null, body: { text: '' } };
    this.#store.patch({
      comments: new Map(comments).set(id, tombstone),
      thread: thread && { ...thread, count: Math.max(thread.count - 1, 0) },
    });
  }
}
