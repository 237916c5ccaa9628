import type { GuestAuthor } from '../adapters/adapter.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Change, DraftStore } from '../drafts/draft-store.ts';
import { CommentThreadError } from '../errors.ts';
import { isSubmitted } from './own-comments.ts';

/** What another page's words for the same comment mean for those typed here. */
export type Rival =
  /** They have gone on under an id of their own. */
  | 'bothKept'
  /** An edit has its comment's id, and can be there only once: the reader decides which. */
  | 'editedElsewhere';

type Keep = (draft: Draft, text: string, author: GuestAuthor | null) => Promise<Change>;

/**
 * One draft while a form is open on it. Changes follow one another, each on the version the last one
 * left. Words that meet other words in their record never replace them unsaid: a new comment's go on under
 * an id of their own, those of an edit wait until the reader, having been told, goes on.
 */
export class DraftSession {
  readonly #drafts: DraftStore;
  readonly #keep: Keep;
  #draft: Draft;
  #rival: Rival | null = null;
  /** The words given to the store since it last said that it has them: it may have them all the same. */
  readonly #handed = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  /** @param keep Saves words and tells other pages of it. */
  constructor(draft: Draft, drafts: DraftStore, keep: Keep) {
    this.#draft = draft;
    this.#drafts = drafts;
    this.#keep = keep;
  }

  get draft(): Draft {
    return this.#draft;
  }

  /** Set when other words were met; null as long as there are none. */
  get rival(): Rival | null {
    return this.#rival;
  }

  /** Goes on from what another page has made of the draft. Only while nothing is being saved. */
  follow(draft: Draft): void {
    this.#draft = draft;
  }

  /** Resolves when the words are durable; rejects with a CommentThreadError: `storage`, or `conflict` with another page's. */
  async save(text: string, author: GuestAuthor | null): Promise<void> {
    await this.#next(async () => {
      if (text.trim() || this.#draft.version) await this.#write(text, author);
    });
  }

  /** Hands the words over by way of `queue`. Not applied when another page has handed over the very same. */
  submit(text: string, author: GuestAuthor | null, queue: (draft: Draft) => Promise<Change>): Promise<Change> {
    return this.#next(async () => {
      // Refused words become a draft again before they can be queued.
      if (this.#draft.state === 'refused') await this.#write(text, author);
      return this.#attempt(text, (current) => queue({ ...current, text, author }));
    });
  }

  async #write(text: string, author: GuestAuthor | null): Promise<void> {
    const { draft, isSent } = await this.#attempt(text, (current) => this.#keep(current, text, author));
    if (!isSent) this.#draft = draft ?? this.#begin();
  }

  /** A draft in the place of one that has left the store, and its id with it; but an edit's id is its comment's. */
  #begin(): Draft {
    return this.#draft.edit ? { ...this.#draft, version: 0 } : this.#drafts.create(this.#draft);
  }

  /** Each round meets another version of the record; others may go on changing it, but not for ever. */
  async #attempt(text: string, attempt: (draft: Draft) => Promise<Change>): Promise<Change> {
    // An earlier call said that it had failed, and nobody knows whether it had: as a new draft it might be taken for another.
    if (this.#handed.size && !this.#draft.version)
      this.#draft = await this.#resolve(await this.#drafts.get(this.#draft.id), text);
    this.#handed.add(text);
    for (let round = 0; round < 5; round++) {
      const change = await attempt(this.#draft);
      const { applied, draft, isSent } = change;
      if (applied || isSent || (draft && draft.text === text && isSubmitted(draft))) {
        this.#handed.clear();
        return change;
      }
      this.#draft = await this.#resolve(draft, text);
    }
    throw this.#conflict();
  }

  /** Where to go on from, when the record is not what it was. */
  async #resolve(stored: Draft | null, text: string): Promise<Draft> {
    if (!stored) {
      const receipt = await this.#drafts.getReceipt(this.#draft);
      // Sent by a call that said it had failed, or by a try whose answer came late: what is typed since is an edit of it.
      const isOwn = receipt && (this.#handed.has(receipt.text) || text.includes(receipt.text));
      return isOwn ? this.#drafts.createEdit(receipt) : this.#begin();
    }
    // Words of this very form, by a call that said it had failed; or nobody has touched them.
    const isUntouched = !isSubmitted(stored) && stored.text === this.#draft.text;
    const isOwn = isUntouched || this.#handed.has(stored.text);
    if (!isOwn && !this.#draft.edit) {
      this.#rival = 'bothKept';
      return this.#begin();
    }
    if (isSubmitted(stored)) {
      const { applied, draft } = isOwn
        ? await this.#drafts.apply(stored, { type: 'recall' })
        : { applied: false, draft: null };
      if (applied && draft) return draft;
    } else if (isOwn || this.#rival) return stored;
    else this.#draft = stored;
    if (!isOwn) this.#rival = 'editedElsewhere';
    throw this.#conflict();
  }

  #conflict(): CommentThreadError {
    return new CommentThreadError('conflict', 'Another page has other words for the same comment.', {
      retryable: true,
    });
  }

  #next<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
