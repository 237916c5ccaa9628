import type { CommentThreadError } from '../errors.ts';
import type { Comment, Mine, Order, Page } from '../model/comment.ts';

/** What a page of a thread is asked for with. */
export interface LoadRequest {
  readonly thread: string;
  readonly order: Order;
  /** The `next` of the page before. */
  readonly cursor?: string;
  /** Asks for the page that holds this comment, its ancestors included. */
  readonly around?: string;
  /** Aborts when the reader no longer waits for the answer. */
  readonly signal?: AbortSignal;
}

/** What a guest says of themselves. */
export interface GuestAuthor {
  readonly name: string;
  readonly email?: string;
  readonly url?: string;
}

/** A comment on its way to the backend; the same on every try. */
export interface Submission {
  /** The comment's id for life where the backend takes ids from clients, else a key of this draft's own. */
  readonly id: string;
  readonly thread: string;
  readonly parent: string | null;
  /** Markdown. */
  readonly text: string;
  /** Null for a signed-in writer. */
  readonly author: GuestAuthor | null;
  /** Whose words these are: the viewer's id as `mine` gave it, '' for a guest. They are never to be sent as somebody else's. */
  readonly writer: string;
  /** 128 random bits, base64url: whoever holds it may edit the comment. */
  readonly secret: string;
  /** 0 at first, higher with every edit. */
  readonly revision: number;
  readonly signal?: AbortSignal;
}

/** How a send ends. Only `posted` and `held` prove that the backend has the comment. */
export type Outcome =
  | { readonly kind: 'posted'; readonly comment: Comment }
  | { readonly kind: 'held'; readonly comment: Comment }
  /** The reader must mend something, or may not write here at all. */
  | { readonly kind: 'refused'; readonly error: CommentThreadError }
  /** Its writer is not the one who is signed in: nothing was sent, and the draft waits for them. */
  | { readonly kind: 'signIn' }
  /** No answer, or one that proves nothing; `error.retryAfter` may say when to try again. */
  | { readonly kind: 'unknown'; readonly error: CommentThreadError };

/** What proves that a stored comment is one's own. */
export interface Ownership {
  readonly id: string;
  /** The secret the comment was sent with; null where the signed-in reader's token is the proof. */
  readonly secret: string | null;
}

/**
 * One backend, bound to one endpoint. `load` and `send` are enough; what else
 * is there tells the element what it can offer. `load` and the optional methods
 * reject with a CommentThreadError; `send` never rejects, it ends in an Outcome.
 */
export interface Adapter {
  /** Whether the backend recognises a second copy of a submission by its id, so that sending again is safe. @default false */
  readonly keyed?: boolean;
  /** Set by the adapter of that name alone: a service worker may then send in its place (background-sync.js). */
  readonly protocol?: 'native';
  /** The orders the backend can page in. @default ['oldest'] */
  readonly orders?: readonly Order[];
  load(request: LoadRequest): Promise<Page>;
  send(submission: Submission): Promise<Outcome>;
  /** Deletes one's own comment; resolves also when it is gone already. */
  remove?(own: Ownership): Promise<void>;
  /** The comment as it stands for its author, pending or published; null when the backend no longer has it. */
  read?(own: Ownership): Promise<Comment | null>;
  /** Who is signed in and what is theirs; null for a guest. */
  mine?(thread: string): Promise<Mine | null>;
}

/** What an adapter that is named by the `adapter` attribute is made from. */
export interface AdapterContext {
  /** Absolute, http(s), without credentials, query or trailing slash. */
  readonly endpoint: string;
  /** The site's token for a signed-in reader; null for a guest. */
  readonly getToken: () => Promise<string | null>;
}

/** Makes a backend for one endpoint; what each named adapter exports. */
export type AdapterFactory = (context: AdapterContext) => Adapter;
