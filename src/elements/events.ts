/**
 * What the element tells the page. Each is an Event of its own class, so that a listener has types
 * without a cast; all bubble and cross shadow roots.
 */
import type { CommentThreadError } from '../errors.ts';
import type { Thread } from '../model/comment.ts';

/** How every event of the element travels. */
export const init: EventInit = { bubbles: true, composed: true };

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

declare global {
  interface HTMLElementEventMap {
    'thread-load': ThreadLoadEvent;
    'thread-error': ThreadErrorEvent;
  }
}
