/** What the page is told of readers' own comments. */
import type { CommentThreadError } from '../errors.ts';
import type { Comment } from '../model/comment.ts';
import { init } from './events.ts';

/** `comment-submit`: a reader is about to post. Cancel it and their words stay in the form. */
export class CommentSubmitEvent extends Event {
  /** Markdown. */
  readonly text: string;
  /** The comment answered; null at the foot of the thread. */
  readonly parent: string | null;

  constructor(text: string, parent: string | null) {
    super('comment-submit', { ...init, cancelable: true });
    this.text = text;
    this.parent = parent;
  }
}

/** `comment-queued`: the words are kept on this device and will be sent. */
export class CommentQueuedEvent extends Event {
  /** The comment's id for life, on endpoints that take ids from clients. */
  readonly id: string;

  constructor(id: string) {
    super('comment-queued', init);
    this.id = id;
  }
}

/** `comment-posted`: the endpoint has the comment; its `status` is `pending` while it awaits moderation. */
export class CommentPostedEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('comment-posted', init);
    this.comment = comment;
  }
}

/** `comment-refused`: the endpoint said no; the words are back in the form. */
export class CommentRefusedEvent extends Event {
  readonly id: string;
  readonly error: CommentThreadError;

  constructor(id: string, error: CommentThreadError) {
    super('comment-refused', init);
    this.id = id;
    this.error = error;
  }
}

declare global {
  interface HTMLElementEventMap {
    'comment-submit': CommentSubmitEvent;
    'comment-queued': CommentQueuedEvent;
    'comment-posted': CommentPostedEvent;
    'comment-refused': CommentRefusedEvent;
  }
}
