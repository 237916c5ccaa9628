/**
 * A thread's values as the element knows them, whatever backend they came from.
 * An adapter has bounded and checked every field before one of these exists;
 * bodies alone stay untrusted until they are sanitised for display.
 */

/** The order of top-level comments; replies always stand in the order they were written. */
export type Order = 'oldest' | 'newest' | 'popular';

/** How comments are numbered: by place (`1.1.2`), by time (`17`), or not at all. */
export type Numbering = 'outline' | 'sequence' | 'none';

/** Who wrote a comment, as far as readers may know. */
export interface Author {
  readonly name: string;
  /** http(s), without credentials. */
  readonly url?: string;
  /** http(s), without credentials. */
  readonly avatar?: string;
  /** Given by the endpoint, never by the author. */
  readonly badge?: 'author' | 'moderator';
}

/** Plain words with paragraphs parted by blank lines, or untrusted HTML; never both. */
export type Body = { readonly text: string } | { readonly html: string };

/** One comment of a thread, or a pingback to it. */
export interface Comment {
  /** Any string; used as a key only. */
  readonly id: string;
  /** The id of the comment this one answers; null at the top level. */
  readonly parent: string | null;
  readonly kind: 'comment' | 'pingback';
  /** The outline number, `[3, 2, 1]`, given once by the endpoint; null while the comment waits. */
  readonly number: readonly number[] | null;
  /** The place in time order, counted from 1; null while the comment waits. */
  readonly sequence: number | null;
  /** Null when the comment is a tombstone, or its author is unknown. */
  readonly author: Author | null;
  /** Milliseconds since the epoch; null when the endpoint's date makes no sense. */
  readonly created: number | null;
  readonly edited: number | null;
  readonly revision: number;
  readonly body: Body;
  readonly status: 'published' | 'pending' | 'deleted';
  readonly likes: number;
}

/** What is said of a thread as a whole. */
export interface Thread {
  readonly id: string;
  readonly title?: string;
  /** http(s), without credentials. */
  readonly url?: string;
  /** Published comments, pingbacks included, as the endpoint counts them. */
  readonly count: number;
  readonly closed: boolean;
}

/** What the endpoint asks of those who write. */
export interface Policy {
  /** Whether readers may write without signing in. */
  readonly guests: boolean;
  readonly email: 'required' | 'optional' | 'none';
  /** Characters (UTF-16 code units) a comment may have. */
  readonly maxLength: number;
  /** Seconds in which an author may edit or delete a published comment. */
  readonly editSeconds: number;
  readonly moderation: 'none' | 'first' | 'all';
  /** Where readers sign in. http(s), without credentials. */
  readonly signIn?: string;
}

/** One answer to a read: depth first, a parent always before its replies. */
export interface Page {
  readonly thread: Thread;
  readonly comments: readonly Comment[];
  /** Opaque; null on the last page. */
  readonly next: string | null;
  readonly policy: Policy;
}

/** A signed-in reader, as the endpoint knows them. */
export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly url?: string;
  readonly avatar?: string;
  readonly moderator: boolean;
}

/** What is the viewer's own in a thread. */
export interface Mine {
  readonly viewer: Viewer;
  /** What the viewer may do to which comment, by id. */
  readonly may: ReadonlyMap<string, ReadonlySet<'edit' | 'delete'>>;
}
