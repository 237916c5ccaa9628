/** Everything a page or an adapter is written against. Importing it registers nothing. */
export { CommentThread } from './elements/comment-thread.ts';
export { CommentCount } from './elements/comment-count.ts';
export { ThreadErrorEvent, ThreadLoadEvent } from './elements/events.ts';
export {
  CommentPostedEvent,
  CommentQueuedEvent,
  CommentRefusedEvent,
  CommentSubmitEvent,
} from './elements/writing-events.ts';
export { CommentThreadError, isCommentThreadError, type ErrorCode, type FieldError } from './errors.ts';
export type {
  Adapter,
  AdapterContext,
  AdapterFactory,
  GuestAuthor,
  LoadRequest,
  Outcome,
  Ownership,
  Submission,
} from './adapters/adapter.ts';
export type { MessageOverrides, Messages } from './i18n/messages.ts';
export type { Author, Body, Comment, Mine, Numbering, Order, Page, Policy, Thread, Viewer } from './model/comment.ts';
