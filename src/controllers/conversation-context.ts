import type { ReactiveControllerHost } from 'lit';
import type { CommentThreadError } from '../errors.ts';
import type { Formats } from '../i18n/formats.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Branch } from '../model/branches.ts';
import type { Comment } from '../model/comment.ts';
import type { CommentNote } from '../view/view-context.ts';

/** The element a thread is shown in. */
export interface ThreadHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** What the page is told; the element makes events of it. */
export interface ThreadEvents {
  /** False when the page prevented it. */
  readonly onSubmit: (text: string, parent: string | null) => boolean;
  readonly onQueued: (id: string) => void;
  readonly onPosted: (comment: Comment) => void;
  readonly onRefused: (id: string, error: CommentThreadError) => void;
  readonly onError: (error: CommentThreadError) => void;
}

/** What a conversation needs to know of its thread, and tells it. */
export interface ConversationContext extends ThreadEvents {
  readonly host: ThreadHost;
  readonly messages: () => Messages;
  /** Null while times are not relative. */
  readonly relativeFormats: () => Formats | null;
  /** What is arranged to be shown. */
  readonly branches: () => readonly Branch<CommentNote>[];
  readonly comments: () => ReadonlyMap<string, Comment>;
  /** Says something to readers who do not see it. */
  readonly announce: (text: string) => void;
  /** The reader has come near an element that waits for them. */
  readonly onNear: () => void;
  readonly retry: () => void;
}

/** What the forms need beside that. */
export interface ComposersContext extends ConversationContext {
  /** Moves focus to a comment as soon as it is shown, or to what a selector finds inside it. */
  readonly focus: (id: string, selector: string) => void;
}
