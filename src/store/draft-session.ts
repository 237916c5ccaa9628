import type { GuestAuthor } from '../adapters/adapter.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Change, DraftStore } from '../drafts/draft-store.ts';

type Attempt = (draft: Draft) => Promise<Change>;

/**
 * One draft while a form is open on it. Changes follow one another, each on the version the last one
 * left; a new comment's words that meet another version of their record go on under an id of
 * their own, so that neither is lost.
 */
export class DraftSession {
  readonly #drafts: DraftStore;
  readonly #onSave: (id: string, draft: Draft | null) => void;
  #draft: Draft;
  #last: Promise<unknown> = Promise.resolve();
  /** Whether the words have been handed over, so that a save under way no longer says how they stand. */
  #isSubmitted = false;

  constructor(draft: Draft, drafts: DraftStore, onSave: (id: string, draft: Draft | null) => void) {
    this.#draft = draft;
    this.#drafts = drafts;
    this.#onSave = onSave;
  }

  get draft(): Draft {
    return this.#draft;
  }

  /** Resolves when the words are durable; rejects with a CommentThreadError of code `storage`. */
  async save(text: string, author: GuestAuthor | null): Promise<void> {
    await this.#next(async () => {
      if (text.trim() || this.#draft.version) await this.#write(text, author);
    });
  }

  async #write(text: string, author: GuestAuthor | null): Promise<void> {
    const { draft } = await this.#attempt((current) => this.#drafts.save(current, text, author));
    if (!this.#isSubmitted) this.#onSave(this.#draft.id, draft);
    this.#draft = draft ?? this.#begin();
  }

  /** A draft in the place of one that has left the store, and its id with it; but an edit's id is its comment's. */
  #begin(): Draft {
    return this.#draft.edit ? { ...this.#draft, version: 0 } : this.#drafts.create(this.#draft);
  }

  /** Hands the words over by way of `queue`; unless that fails, nothing is saved through this session afterwards. */
  async submit(text: string, author: GuestAuthor | null, queue: Attempt): Promise<Change> {
    this.#isSubmitted = true;
    try {
      return await this.#next(async () => {
        // Refused words become a draft again before they can be queued.
        if (this.#draft.state === 'refused') await this.#write(text, author);
        return this.#attempt((current) => queue({ ...current, text, author }));
      });
    } catch (error) {
      this.#isSubmitted = false;
      throw error;
    }
  }

  async #attempt(attempt: Attempt): Promise<Change> {
    const change = await attempt(this.#draft);
    if (change.applied) return change;
    this.#draft = change.draft?.edit ? change.draft : this.#begin();
    return attempt(this.#draft);
  }

  #next<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
