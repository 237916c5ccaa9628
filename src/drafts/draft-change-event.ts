import type { CommentThreadError } from '../errors.ts';
import type { Comment } from '../model/comment.ts';
import type { Draft } from './draft.ts';

/** What an outbox tells of a draft, after the record has changed. */
export interface DraftChange {
  readonly id: string;
  readonly thread: string;
  /** The record as it stands now; null when it has left the store. */
  readonly draft: Draft | null;
  /** The comment as the endpoint gave it, when it was posted or held. @default null */
  readonly comment?: Comment | null;
  /** Why it was not. @default null */
  readonly error?: CommentThreadError | null;
  /** Whether another page changed it. @default false */
  readonly isRemote?: boolean;
}

/** Fires on the outbox as `draft-change`, so that a store can follow without asking. */
export class DraftChangeEvent extends Event implements DraftChange {
  readonly id: string;
  readonly thread: string;
  readonly draft: Draft | null;
  readonly comment: Comment | null;
  readonly error: CommentThreadError | null;
  readonly isRemote: boolean;

  constructor({ id, thread, draft, comment = null, error = null, isRemote = false }: DraftChange) {
    super('draft-change');
    this.id = id;
    this.thread = thread;
    this.draft = draft;
    this.comment = comment;
    this.error = error;
    this.isRemote = isRemote;
  }
}
