/**
 * What the element tells the page. Each is an Event of its own class, so that a listener has types
 * without a cast; all bubble and cross shadow roots.
 */
import type { CommentThreadError } from '../errors.ts';
import type { Comment, Thread } from '../model/comment.ts';

const init: EventInit = { bubbles: true, composed: true };

/** `thread-load`: a thread has arrived, the first time and after every reload. */
export class ThreadLoadEvent extends Event {
  readonly thread: Thread;

  constructor(thread: Thread) {
    super('thread-load', init);
    this.thread = thread;
  }
}

/** `thread-error`: something failed; the reader has been told as much as helps them. */
export class ThreadErrorEvent extends Event {
  readonly error: CommentThreadError;

  constructor(error: CommentThreadError) {
    super('thread-error', init);
    this.error = error;
  }
}

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
    'thread-load': ThreadLoadEvent;
    'thread-error': ThreadErrorEvent;
    'comment-submit': CommentSubmitEvent;
    'comment-queued': CommentQueuedEvent;
    'comment-posted': CommentPostedEvent;
    'comment-refused': CommentRefusedEvent;
  }
}
