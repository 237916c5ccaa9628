/**
 * One record per draft, from the first keystroke until the endpoint's answer names the comment.
 *
 *   writing → queued → sending → (gone: the endpoint has it)
 *                         ├→ held         accepted, awaits moderation; kept so that its author sees it
 *                         ├→ refused      the endpoint said no, and why; back in the composer
 *                         ├→ waiting      for sign-in
 *                         ├→ unconfirmed  sent, no answer, and the backend cannot tell copies apart
 *                         └→ queued       no answer, and sending again is safe
 *
 * Legal moves are in transitions.ts; each is one compare-and-set on `version`.
 */
import type { GuestAuthor } from '../adapters/adapter.ts';
import type { ErrorCode, FieldError } from '../errors.ts';
import type { Comment } from '../model/comment.ts';

/** Where a draft is in its life, as drawn above. */
export type DraftState = 'writing' | 'queued' | 'sending' | 'waiting' | 'unconfirmed' | 'refused' | 'held';

/** Why the last try did not end in a comment, in a form that survives structured cloning. */
export interface DraftError {
  readonly code: ErrorCode;
  readonly message: string;
  /** The endpoint's own sentence for the reader. Untrusted. */
  readonly detail?: string;
  readonly fields: readonly FieldError[];
}

/** A pause that outlives the page, so that neither a reload nor another tab cuts it short. */
export interface Rest {
  /** Milliseconds since the epoch. Whoever waits bounds it, since clocks jump. */
  readonly until: number;
  /** Whether the endpoint asked for it, so that only the reader's own word ends it early. */
  readonly isAsked: boolean;
}

/** Where a draft belongs; it is never sent anywhere else, nor as anybody else. */
export interface DraftScope {
  readonly endpoint: string;
  readonly thread: string;
  /** The comment answered; null at the foot of the thread. For an edit, the edited comment's own parent. */
  readonly parent: string | null;
  /** The viewer's id, or '' for a guest of this browser. */
  readonly writer: string;
}

/** A comment by where it stands and the id its author gave it. */
export type CommentRef = Pick<Draft, 'endpoint' | 'thread' | 'id'>;

/** The record itself; replaced as a whole, never changed in place. */
export interface Draft extends DraftScope {
  /** The comment's future id (UUID v7), and its id for life. */
  readonly id: string;
  /** 128 random bits, base64url. */
  readonly secret: string;
  readonly state: DraftState;
  /** Markdown. */
  readonly text: string;
  /** Null for a signed-in writer. */
  readonly author: GuestAuthor | null;
  /** The comment's revision that this text will be: 0 for a new comment. */
  readonly revision: number;
  /** Whether this is an edit of a comment the endpoint already has. */
  readonly edit: boolean;
  /** Compare-and-set: one higher with every write of the record. */
  readonly version: number;
  /** The place in the order of sending, from a counter in the store; 0 until queued. */
  readonly order: number;
  /** How often a sender has taken it since it was last in the reader's hands. */
  readonly attempts: number;
  readonly error: DraftError | null;
  /** The pause before the next try; null when there is none. */
  readonly rest: Rest | null;
  /**
   * The ids the thread had before this was sent to a backend that cannot tell copies apart; null until
   * they are noted, so that a draft without them is known not to have been sent.
   */
  readonly seen: readonly string[] | null;
  /** The comment as the endpoint holds it, while it awaits moderation. */
  readonly held: Comment | null;
  /** Milliseconds since the epoch. For display only, never for deciding. */
  readonly created: number;
}

/** What is left of a sent draft, as long as its comment can be edited and for a day after that. */
export interface Receipt {
  readonly id: string;
  /**
   * The comment's id at the backend: the draft's own where the backend takes ids from clients; null when the draft
   * was given up after a send without an answer, so that the comment, should it turn up, is still the reader's.
   */
  readonly comment: string | null;
  readonly endpoint: string;
  readonly thread: string;
  readonly parent: string | null;
  /** Who wrote it, as in DraftScope: nobody else of this browser is offered to change it. */
  readonly writer: string;
  readonly secret: string;
  /** That of the words the endpoint has confirmed. */
  readonly revision: number;
  /** The lowest revision that no try has had yet, those of edits that were given up included: one of them may have arrived. */
  readonly next: number;
  /** The draft's when it left the store: a later one of the same id goes on from there, so that no two are ever alike. */
  readonly version: number;
  /** The Markdown, which the endpoint never gives back. */
  readonly text: string;
  readonly author: GuestAuthor | null;
  /** Milliseconds since the epoch after which the endpoint takes no edit. */
  readonly until: number;
  /** The age of the store, in milliseconds, from which on it may be dropped: no clock is trusted with that. */
  readonly due: number;
}
