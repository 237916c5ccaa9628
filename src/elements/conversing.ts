import { Conversation } from '../controllers/conversation.ts';
import type { ThreadSurface } from '../controllers/conversation-context.ts';
import { adopt } from '../view/adopt.ts';
import { conversationStyles } from '../view/conversation-styles.ts';
import { CommentPostedEvent, CommentQueuedEvent, CommentRefusedEvent, CommentSubmitEvent } from './writing-events.ts';

/** Begins what a thread does once its first screen is shown, and tells the page of it. */
export const converse = (thread: ThreadSurface): Conversation => {
  const { host } = thread;
  adopt(host.renderRoot, conversationStyles);
  return new Conversation(thread, {
    onSubmit: (text, parent) => host.dispatchEvent(new CommentSubmitEvent(text, parent)),
    onQueued: (id) => host.dispatchEvent(new CommentQueuedEvent(id)),
    onPosted: (comment) => host.dispatchEvent(new CommentPostedEvent(comment)),
    onRefused: (id, error) => host.dispatchEvent(new CommentRefusedEvent(id, error)),
  });
};
