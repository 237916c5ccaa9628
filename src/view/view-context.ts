import type { Draft } from '../drafts/draft.ts';
import type { Formats } from '../i18n/formats.ts';
import type { ThreadMessages } from '../i18n/messages.ts';
import type { Branch } from '../model/branches.ts';
import type { Comment, Numbering } from '../model/comment.ts';
import type { Sanitize } from '../sanitize/body.ts';

/** Renders what stands below a comment for its author alone. */
export type OwnActions = (note: CommentNote, name: string) => unknown;

/**
 * What every comment's template needs and none of them changes. One object as long as
 * nothing in it changes, so that templates can be skipped by identity.
 */
export interface ViewContext {
  readonly messages: ThreadMessages;
  readonly formats: Formats;
  readonly numbering: Numbering;
  readonly timestamps: 'relative' | 'absolute';
  /** Whether comments can be answered. */
  readonly canReply: boolean;
  /** Another one as soon as it can make nodes of more bodies. */
  readonly sanitize: Sanitize;
  /** Renders what one may do with a comment; null until there is somebody to do it. */
  readonly actions: ((branch: Branch<CommentNote>, context: ViewContext) => unknown) | null;
}

/** The same object as before where none of its properties changed, so that what depends on it can be skipped by identity. */
export const renew = <Value extends object>(before: Value | undefined, now: Value): Value =>
  before && (Object.keys(now) as (keyof Value)[]).every((key) => before[key] === now[key]) ? before : now;

/** What is known of one comment beside the comment itself; absent for most. */
export interface CommentNote {
  readonly isCollapsed: boolean;
  /** It is what the address points at. */
  readonly isMarked: boolean;
  /** A body too long to show at once is shown whole. */
  readonly isExpanded: boolean;
  /** Whether the reader is asked to delete it, or told that it could not be. */
  readonly removal: 'asked' | 'failed' | null;
  readonly canEdit: boolean;
  readonly canRemove: boolean;
  /** An answer to it was begun and is kept. */
  readonly hasDraftReply: boolean;
  /** The reader's own words on their way to the endpoint. */
  readonly draft: Draft | null;
  /** The open form below it, or in place of its body when it edits. */
  readonly composer: HTMLElement | null;
  readonly isEditing: boolean;
  /** Renders what the reader may do with their own comment; null until there is somebody to ask. */
  readonly ownActions: OwnActions | null;
}

/** The fragment that leads to a comment, as WordPress has always written it. */
export const anchorOf = (id: string): string => `comment-${id}`;

/** The number as it is shown, or null where there is none. */
export const labelOf = ({ number, sequence }: Comment, numbering: Numbering): string | null => {
  if (numbering === 'outline') return number?.join('.') ?? null;
  return numbering === 'sequence' && sequence !== null ? String(sequence) : null;
};

/** What the author calls themselves, or is called where that is not known. */
export const authorOf = ({ author }: Comment, { messages }: ViewContext): string => author?.name ?? messages.anonymous;
