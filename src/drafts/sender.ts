/**
 * The work of whoever holds the lease: drafts that lost their sender are recovered, then the first that
 * may go is sent, and so on. Which outcome does what to a draft:
 *
 *   posted, held   the endpoint named the comment: the draft is gone, or kept until moderation has decided
 *   signIn         waits until its writer has signed in; the others go on
 *   refused        the reader's to mend; the others go on
 *   unknown        not now (429, 503 with Retry-After): again, no earlier than that, keyed or not
 *                  else, keyed: the same id and revision again, after a while
 *                  else, not keyed: looked for in the thread, and never sent again without the reader's word
 */
import type { Outcome } from '../adapters/adapter.ts';
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import type { Comment } from '../model/comment.ts';
import { restLeft, retryDelay } from './backoff.ts';
import { PATIENCE, sendDraft, toDraftError, withPatience } from './delivery.ts';
import type { Draft } from './draft.ts';
import type { DraftChange } from './draft-change-event.ts';
import type { Change } from './draft-store.ts';
import type { OutboxOptions } from './outbox-options.ts';
import type { PageReader } from './read-back.ts';
import type { Rests } from './rests.ts';
import type { DraftEvent } from './transitions.ts';

/** Milliseconds between looking for a draft of unknown fate and looking again; after the last, it is the reader's turn. */
const LOOKS = [2000, 3000, 10_000, 15_000, 30_000];
/** Milliseconds after which whoever was sending has ended, with room for what storage takes. */
const LOST = PATIENCE + 3000;
/** How many drains may pass before receipts are tidied away. */
const TIDY = 64;

/** What is told of a change beside the change. */
export type Told = Partial<DraftChange>;

const nameOf = ({ id, version }: Draft): string => `${id} ${version}`;

/** What the work is done with. */
export interface SenderContext extends Required<OutboxOptions> {
  readonly rests: Rests;
  readonly stop: AbortSignal;
  readonly tell: (draft: Draft, change: Change, told?: Told) => void;
  /** Has the work done again, by whoever gets the lease. */
  readonly drain: () => void;
}

/** Acts on what the records say, step by step; remembers nothing that matters. */
export class Sender {
  /** Whether pauses that nobody asked for are to end, as the network may be back. */
  isWoken = false;
  readonly #context: SenderContext;
  #drains = 0;
  #lastWriter: string | null | undefined;

  constructor(context: SenderContext) {
    this.#context = context;
  }

  /** Puts drafts that lost their sender back in the queue, or before the reader. */
  async recover(isAlone: boolean): Promise<void> {
    const { drafts, endpoint } = this.#context;
    if (this.#drains++ % TIDY === 0) await drafts.sweep();
    const { isWoken } = this;
    this.isWoken = false;
    if (isWoken) this.#lastWriter = undefined;
    for (const draft of await drafts.list(endpoint)) {
      const { state, rest } = draft;
      if (state === 'sending') await this.#rescue(draft, isAlone);
      else if (isWoken && state === 'unconfirmed') this.#lookLater(draft.id);
      else if (isWoken && rest?.isAsked === false) await this.#apply(draft, { type: 'rouse' });
    }
  }

  /** Sends the first draft that may go; resolves to whether there was one. */
  async sendNext(): Promise<boolean> {
    const draft = this.#hasStopped() ? undefined : await this.#next();
    if (draft) await this.#deliver(draft);
    return draft !== undefined;
  }

  /** Records that the endpoint has a draft. */
  async confirm(draft: Draft, type: 'posted' | 'held', comment: Comment): Promise<Change & Told> {
    const { drafts, editSeconds } = this.#context;
    return { ...(await drafts.confirm(draft, { type, comment, editSeconds: editSeconds() })), comment };
  }

  /** Looks for a draft of unknown fate in its thread. Rejects as the adapter's `load` does. */
  async look(draft: Draft): Promise<Change & Told> {
    const { drafts, readBack } = this.#context;
    const { findSent } = await readBack();
    const comment = await findSent(this.#reader, draft, await drafts.listSent(draft));
    return comment ? this.confirm(draft, 'posted', comment) : { applied: false, draft, isSent: false };
  }

  #hasStopped(): boolean {
    return this.#context.stop.aborted;
  }

  get #reader(): PageReader {
    const { adapter, after, stop } = this.#context;
    const load: PageReader['load'] = (request) =>
      withPatience(after, stop, (signal) => adapter.load({ ...request, signal }));
    return { orders: adapter.orders, load };
  }

  /** Where there are no locks, another page may be at it: then only when its try must be over. */
  async #rescue(draft: Draft, isAlone: boolean): Promise<void> {
    const { rests, drain, report } = this.#context;
    // Without the ids that were there before, it was not sent yet.
    const rescue = () => this.#unknown(draft, null, draft.seen === null);
    if (isAlone) return rescue();
    const name = nameOf(draft);
    if (rests.has(name)) return;
    rests.set(name, LOST, () => {
      rescue()
        .catch((error: unknown) => report(asCommentThreadError(error, 'storage')))
        .finally(drain);
    });
  }

  /** The first draft that may go. A reply to a comment that is itself unsent waits for it; nothing else waits for another. */
  async #next(): Promise<Draft | undefined> {
    const { drafts, endpoint, writer, rests } = this.#context;
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
    const ready = records.filter(
      (draft) => draft.state === 'queued' && draft.writer === now && !unsent.has(draft.parent),
    );
    for (const draft of ready) this.#restWith(draft);
    return ready.find((draft) => !draft.rest && !rests.has(draft.id));
  }

  async #deliver(queued: Draft): Promise<void> {
    const { adapter, writer, stop, after } = this.#context;
    const { applied, draft } = await this.#apply(queued, { type: 'claim' });
    if (!applied || !draft) return;
    const noted = adapter.keyed ? draft : await this.#note(draft);
    if (!noted) return;
    if (noted.writer !== writer() || this.#hasStopped()) {
      // Signed in or out, or stopped, since it was chosen: it was not sent, and goes back for its own writer.
      await this.#unknown(noted, null, true);
      return;
    }
    const outcome = await sendDraft(adapter, noted, after, stop);
    if (outcome.kind !== 'unknown' || !this.#hasStopped()) await this.#conclude(noted, outcome);
  }

  /** The draft with the ids that are there before it; null when it is not to be sent, as these could not be read or kept. */
  async #note(draft: Draft): Promise<Draft | null> {
    try {
      const { noteIds } = await this.#context.readBack();
      const seen = await noteIds(this.#reader, draft.thread);
      const { draft: noted } = await this.#apply(draft, { type: 'note', seen });
      // The next version of a claimed draft is still claimed by its own note alone, whatever storage said of that.
      return noted?.state === 'sending' && noted.version === draft.version + 1 ? noted : null;
    } catch (error) {
      await this.#unknown(draft, asCommentThreadError(error, 'network'), true);
      return null;
    }
  }

  async #conclude(draft: Draft, outcome: Outcome): Promise<void> {
    switch (outcome.kind) {
      case 'posted':
      case 'held': {
        const { comment } = outcome;
        this.#context.tell(draft, await this.confirm(draft, outcome.kind, comment), { comment });
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
        // An endpoint that says “not now” has not taken it.
        await this.#unknown(draft, error, this.#context.adapter.keyed === true || error.code === 'rate-limited');
      }
    }
  }

  /** @param error Null when its sender died, and nobody failed. */
  async #unknown(draft: Draft, error: CommentThreadError | null, safe: boolean): Promise<void> {
    const { random, clock, rests, drain } = this.#context;
    const delay = retryDelay(draft.attempts, error?.retryAfter, random);
    const isAsked = error?.retryAfter !== undefined;
    // The record may be another page's by now, or storage may fail: this page keeps to what it was asked all the same.
    if (isAsked) rests.set(draft.id, delay, drain);
    const change = await this.#apply(
      draft,
      {
        type: 'unknown',
        error: error && toDraftError(error),
        safe,
        rest: error && safe ? { until: clock() + delay, isAsked } : null,
      },
      { error },
    );
    if (change.applied && change.draft?.rest) {
      // Known here without a clock, which may be set before the record is looked at.
      this.#restWith(change.draft, delay);
      if (isAsked) rests.end(draft.id);
    }
    if (change.draft?.state === 'unconfirmed') this.#lookLater(draft.id);
  }

  async #apply(draft: Draft, event: DraftEvent, told?: Told): Promise<Change> {
    const { drafts, tell, rests, drain } = this.#context;
    const change = await drafts.apply(draft, event);
    tell(draft, change, told);
    // Another page sends it, or our own step was kept although storage said otherwise: look again when any try is over.
    if (!change.applied && change.draft?.state === 'sending') rests.set(`lost ${draft.id}`, LOST, drain);
    return change;
  }

  /** Waits until the pause of a draft is over, in whichever page it began; `left` are its milliseconds where they are known. */
  #restWith(draft: Draft, left?: number): void {
    const { rests, clock, drain, report } = this.#context;
    const name = nameOf(draft);
    if (!draft.rest || rests.has(name)) return;
    rests.set(name, left ?? restLeft(draft.rest.until, clock()), () => {
      this.#apply(draft, { type: 'rouse' })
        .catch((error: unknown) => report(asCommentThreadError(error, 'storage')))
        .finally(drain);
    });
  }

  #lookLater(id: string, turn = 0): void {
    const { rests, drafts, tell, drain } = this.#context;
    const wait = LOOKS[turn];
    if (wait === undefined) return;
    const look = async (): Promise<void> => {
      const draft = await drafts.get(id);
      if (draft?.state !== 'unconfirmed') return;
      const { comment = null, ...change } = await this.look(draft);
      tell(draft, change, { comment });
      // Replies may have waited for it.
      if (change.applied) drain();
    };
    rests.set(`look ${id}`, wait, () => {
      // Whatever keeps it from being seen, the next look comes, and then the reader's own.
      look()
        .catch(() => undefined)
        .finally(() => this.#lookLater(id, turn + 1));
    });
  }
}
