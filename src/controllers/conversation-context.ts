import type { ReactiveControllerHost } from 'lit';
import type { CommentThreadError } from '../errors.ts';
import type { Messages, ThreadMessages } from '../i18n/messages.ts';
import type { Branch } from '../model/branches.ts';
import type { Comment } from '../model/comment.ts';
import type { CommentNote, ViewContext } from '../view/view-context.ts';

/** The element a thread is shown in. */
export interface ThreadHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: ShadowRoot;
}

/** What a conversation asks its thread for, and asks of it. */
export interface ThreadSurface {
  readonly host: ThreadHost;
  /** What every comment's template is given; undefined before anything is rendered. */
  readonly context: ViewContext | undefined;
  /** What is arranged to be shown. */
  readonly branches: readonly Branch<CommentNote>[];
  readonly comments: ReadonlyMap<string, Comment>;
  /** Whether the reader has scrolled or typed since the page was opened: they are not to be pulled away. */
  readonly hasMoved: boolean;
  readonly onError: (error: CommentThreadError) => void;
  reload(): Promise<void>;
  /** Loads at once what waited for the reader. */
  hurry(): Promise<void>;
  /** Says something to readers who do not see it. */
  announce(text: string): void;
}

/** What the page is told of what its readers write; the element makes events of it. */
export interface WritingEvents {
  /** False when the page prevented it. */
  readonly onSubmit: (text: string, parent: string | null) => boolean;
  readonly onQueued: (id: string) => void;
  readonly onPosted: (comment: Comment) => void;
  readonly onRefused: (id: string, error: CommentThreadError) => void;
}

/** What the forms need of the conversation they are part of. */
export interface ComposersContext extends WritingEvents {
  readonly host: ThreadHost;
  readonly messages: () => ThreadMessages;
  readonly announce: (text: string) => void;
  /** What a comment is called, so that no two are called alike. */
  readonly nameComment: (id: string) => string;
  readonly onError: (error: CommentThreadError) => void;
  /** Renders and opens whatever hides a comment; for '' everything down to the foot. */
  readonly open: (id: string) => void;
  /** Moves focus to a comment as soon as it is shown, or to what a selector finds inside it. */
  readonly focus: (id: string, selector: string) => void;
}

/** The context with the words of writing added to those of the thread. */
export interface CompleteContext extends ComposersContext {
  readonly messages: () => Messages;
}
