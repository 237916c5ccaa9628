/**
 * Sends what readers have queued, one draft at a time and in order; one per endpoint and page.
 *
 * It holds no truth of its own: what is to be sent is read from the records each time, and each step is
 * a compare-and-set on the record. So a page may die at any moment, and another may do the same
 * work beside it: a record found `sending` by whoever holds the lease has lost its sender.
 * In memory are only the timers of drafts that rest after an unanswered try; no clock is read.
 */
import type { Adapter, Outcome } from '../adapters/adapter.ts';
import { asCommentThreadError, CommentThreadError } from '../errors.ts';
import { retryDelay } from './backoff.ts';
import type { Draft, DraftError } from './draft.ts';
import { DraftChangeEvent, type DraftChange } from './draft-change-event.ts';
import type { Change, DraftStore } from './draft-store.ts';
import { withLease, type Lease } from './lease.ts';
import type { DraftEvent } from './transitions.ts';

/** Milliseconds after which an adapter that has not answered no longer holds up the others. */
const SEND_TIMEOUT = 25_000;

/** Runs `run` once after so many milliseconds; what it returns calls that off. */
export type After = (milliseconds: number, run: () => void) => () => void;

/** Whom an outbox sends for, and by what. */
export interface OutboxOptions {
  readonly endpoint: string;
  readonly adapter: Adapter;
  readonly drafts: DraftStore;
  /** Who writes now: the viewer's id, or '' for a guest. Others' drafts stay where they are. */
  readonly writer: () => string;
  /** How long the endpoint lets a comment be edited. */
  readonly editSeconds: () => number;
  /** Told when storage fails while nobody waits for an answer; the outbox tries again by itself. */
  readonly report: (error: CommentThreadError) => void;
  /** @default withLease */
  readonly lease?: Lease;
  /** From 0 to 1, for the jitter. @default Math.random */
  readonly random?: () => number;
  /** @default setTimeout */
  readonly after?: After;
}

/** A pause before the next try: of one draft, or under '' of the outbox itself. */
interface Rest {
  /** Whether the endpoint asked for it, so that only the reader's own word ends it early. */
  readonly isAsked: boolean;
  readonly cancel: () => void;
}

const afterTimeout: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

const toDraftError = ({ code, message, detail, fields }: CommentThreadError): DraftError =>
  detail === undefined ? { code, message, fields } : { code, message, detail, fields };

/** Fires DraftChangeEvent after every change of a record; sends from the first `wake` until `stop`. */
export class Outbox extends EventTarget {
  readonly #options: Required<OutboxOptions>;
  readonly #rests = new Map<string, Rest>();
  readonly #stop = new AbortController();
  #giveUp: (() => void) | undefined;
  #isDraining = false;
  #isWanted = false;
  #failures = 0;
  #lastWriter: string | undefined;

  constructor(options: OutboxOptions) {
    super();
    this.#options = { lease: withLease, random: Math.random, after: afterTimeout, ...options };
  }

  /** Tries now what rests of its own accord: call it at the start, when the network is back, when the page is seen again, when the reader has signed in. */
  wake(): void {
    for (const [id, rest] of this.#rests) if (!rest.isAsked) this.#rouse(id);
    this.#drain();
  }

  /** Queues the draft with the text and author given in it; resolves as soon as that is durable. */
  async post(draft: Draft): Promise<Change> {
    return this.#settle(draft, await this.#options.drafts.queue(draft));
  }

  /** Sends again at the reader's word, whatever the endpoint asked to wait. */
  retry(id: string): Promise<Change> {
    return this.#act(id, (draft) => this.#options.drafts.apply(draft, { type: 'retry' }));
  }

  /** Gives up a draft that is not on its way at this moment. */
  discard(id: string): Promise<Change> {
    return this.#act(id, (draft) => this.#options.drafts.discard(draft));
  }

  /** Takes a draft back into the composer; not while it is on its way. */
  recall(id: string): Promise<Change> {
    return this.#act(id, (draft) => this.#options.drafts.apply(draft, { type: 'recall' }));
  }

  /**
   * Asks what moderation has made of a held draft: published, it leaves the store; gone, its words are back
   * as `refused` with `not-found`; still waiting, nothing changes. Rejects as the adapter's `read` does.
   */
  check(id: string): Promise<Change> {
    return this.#act(id, async (draft) => {
      const { adapter, drafts, editSeconds } = this.#options;
      if (draft.state !== 'held' || !adapter.read) return { applied: false, draft };
      const comment = await adapter.read(draft);
      if (comment?.status === 'pending') return { applied: false, draft };
      if (comment?.status === 'published') {
        return { ...(await drafts.apply(draft, { type: 'posted', comment, editSeconds: editSeconds() })), comment };
      }
      const error = new CommentThreadError('not-found', 'Moderation did not keep the comment.');
      return { ...(await drafts.apply(draft, { type: 'dropped', error: toDraftError(error) })), error };
    });
  }

  /** Ends all timers and the running try, whose record is recovered by the next outbox that holds the lease. */
  stop(): void {
    this.#stop.abort();
    this.#giveUp?.();
    for (const id of this.#rests.keys()) this.#rouse(id);
  }

  #hasStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #act(id: string, change: (draft: Draft) => Promise<Change & Partial<DraftChange>>): Promise<Change> {
    const draft = await this.#options.drafts.get(id);
    if (!draft) return { applied: false, draft };
    const { applied, draft: now, ...told } = await change(draft);
    if (applied) this.#rouse(id);
    return this.#settle(draft, { applied, draft: now }, told);
  }

  #settle(draft: Draft, change: Change, told?: Partial<DraftChange>): Change {
    this.#tell(draft, change, told);
    this.#drain();
    return change;
  }

  #tell({ id, thread }: Draft, { applied, draft }: Change, told?: Partial<DraftChange>): void {
    if (applied) this.dispatchEvent(new DraftChangeEvent({ ...told, id, thread, draft }));
  }

  async #apply(draft: Draft, event: DraftEvent, told?: Partial<DraftChange>): Promise<Change> {
    const change = await this.#options.drafts.apply(draft, event);
    this.#tell(draft, change, told);
    return change;
  }

  #drain(): void {
    this.#isWanted = true;
    const { signal } = this.#stop;
    if (this.#isDraining || signal.aborted) return;
    this.#isDraining = true;
    void this.#options
      .lease(`comment-thread:${this.#options.endpoint}`, () => this.#work(), signal)
      .catch((error: unknown) => {
        this.#isWanted = false;
        this.#rest('', retryDelay(++this.#failures, undefined, this.#options.random));
        this.#options.report(asCommentThreadError(error, 'storage'));
      })
      .finally(() => {
        this.#isDraining = false;
        if (this.#isWanted) this.#drain();
      });
  }

  async #work(): Promise<void> {
    await this.#options.drafts.sweep();
    await this.#recover();
    let draft: Draft | undefined;
    do {
      this.#isWanted = false;
      draft = await this.#next();
      if (draft) await this.#deliver(draft);
    } while (draft && !this.#hasStopped());
    this.#failures = 0;
  }

  /**
   * Puts drafts that lost their sender back in the queue, or before the reader. Once a drain and not
   * oftener: where there are no Web Locks, two pages would for ever take each other for dead.
   */
  async #recover(): Promise<void> {
    const { adapter, drafts, endpoint } = this.#options;
    for (const draft of await drafts.list(endpoint)) {
      if (draft.state === 'sending') {
        await this.#apply(draft, { type: 'unknown', error: null, safe: adapter.keyed === true });
      }
    }
  }

  /** The first draft that may go. A reply to a comment that is itself unsent waits for it; nothing else waits for another. */
  async #next(): Promise<Draft | undefined> {
    const { drafts, endpoint, writer } = this.#options;
    const now = writer();
    let records = await drafts.list(endpoint);
    if (now !== this.#lastWriter) {
      const waiting = records.filter((draft) => draft.state === 'waiting' && draft.writer === now);
      for (const draft of waiting) await this.#apply(draft, { type: 'retry' });
      if (waiting.length) records = await drafts.list(endpoint);
      this.#lastWriter = now;
    }
    const unsent = new Set<string | null>(
      records.filter((draft) => !draft.edit && draft.state !== 'held').map(({ id }) => id),
    );
    return records.find(
      (draft) =>
        draft.state === 'queued' && draft.writer === now && !this.#rests.has(draft.id) && !unsent.has(draft.parent),
    );
  }

  async #deliver(queued: Draft): Promise<void> {
    const { applied, draft } = await this.#apply(queued, { type: 'claim' });
    if (!applied || !draft) {
      // Another page sends it, or our own claim was kept although storage said otherwise: look again when any try is over.
      if (draft?.state === 'sending') this.#rest('', SEND_TIMEOUT);
      return;
    }
    if (draft.writer !== this.#options.writer() || this.#hasStopped()) {
      // Signed in or out, or stopped, since it was chosen: it was not sent, and goes back for its own writer.
      await this.#apply(draft, { type: 'unknown', error: null, safe: true });
      return;
    }
    const outcome = await this.#send(draft);
    if (outcome.kind === 'unknown' && this.#hasStopped()) return;
    await this.#conclude(draft, outcome);
  }

  async #conclude(draft: Draft, outcome: Outcome): Promise<void> {
    switch (outcome.kind) {
      case 'posted':
      case 'held': {
        const { kind: type, comment } = outcome;
        const { drafts, editSeconds } = this.#options;
        this.#tell(draft, await drafts.confirm(draft, { type, comment, editSeconds: editSeconds() }), { comment });
        return;
      }
      case 'signIn':
        await this.#apply(draft, { type: 'signIn' });
        return;
      case 'refused': {
        const { error } = outcome;
        await this.#apply(draft, { type: 'refused', error: toDraftError(error) }, { error });
        return;
      }
      case 'unknown': {
        const { error } = outcome;
        // An endpoint that says “not now” has not taken it, keyed or not.
        const { adapter, random } = this.#options;
        const safe = adapter.keyed === true || error.code === 'rate-limited';
        const { retryAfter } = error;
        if (safe) this.#rest(draft.id, retryDelay(draft.attempts, retryAfter, random), retryAfter !== undefined);
        await this.#apply(draft, { type: 'unknown', error: toDraftError(error), safe }, { error });
      }
    }
  }

  /** One try, bounded in time even where the adapter is not. */
  async #send({ id, thread, parent, text, author, secret, revision }: Draft): Promise<Outcome> {
    const { adapter, after } = this.#options;
    const controller = new AbortController();
    const { signal } = controller;
    const giveUp = (): void => {
      controller.abort(new CommentThreadError('timeout', 'The adapter did not answer in time.', { retryable: true }));
    };
    this.#giveUp = giveUp;
    const cancel = after(SEND_TIMEOUT, giveUp);
    try {
      const late = new Promise<never>((_, reject) => {
        signal.onabort = () => reject(signal.reason as CommentThreadError);
      });
      return await Promise.race([adapter.send({ id, thread, parent, text, author, secret, revision, signal }), late]);
    } catch (error) {
      return { kind: 'unknown', error: asCommentThreadError(error, 'network') };
    } finally {
      cancel();
      this.#giveUp = undefined;
    }
  }

  #rest(id: string, milliseconds: number, isAsked = false): void {
    this.#rouse(id);
    const cancel = this.#options.after(milliseconds, () => {
      this.#rests.delete(id);
      this.#drain();
    });
    this.#rests.set(id, { cancel, isAsked });
  }

  #rouse(id: string): void {
    this.#rests.get(id)?.cancel();
    this.#rests.delete(id);
  }
}
