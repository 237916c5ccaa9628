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
      if (!text.trim() && !this.#draft.version) return;
      const { draft } = await this.#attempt((current) => this.#drafts.save(current, text, author));
      const { id, edit } = this.#draft;
      this.#onSave(id, draft);
      // An emptied draft has left the store, and its id with it; an edit's id is its comment's.
      this.#draft = draft ?? (edit ? { ...this.#draft, version: 0 } : this.#drafts.create(this.#draft));
    });
  }

  /** Hands the words over by way of `queue`; nothing is saved through this session afterwards. */
  submit(text: string, author: GuestAuthor | null, queue: Attempt): Promise<Change> {
    return this.#next(() => this.#attempt((current) => queue({ ...current, text, author })));
  }

  async #attempt(attempt: Attempt): Promise<Change> {
    const change = await attempt(this.#draft);
    if (change.applied) return change;
    this.#draft = change.draft?.edit ? change.draft : this.#drafts.create(this.#draft);
    return attempt(this.#draft);
  }

  #next<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
