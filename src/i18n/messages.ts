/**
 * Every text the element shows, as typed functions: a locale is an object of this shape,
 * and what a site overrides through the `messages` property is a part of one.
 */
import type { ErrorCode } from '../errors.ts';

/** What showing a thread says. */
export interface ThreadMessages {
  // The thread
  /** “27 thoughts on “Title””; the title may be missing. */
  heading: (count: number, title: string | undefined) => string;
  loading: string;
  empty: string;
  closed: string;
  pingbacks: (count: number) => string;
  orderLabel: string;
  oldest: string;
  newest: string;
  popular: string;
  /** Asks for the next page. */
  more: string;
  retry: string;
  /** The reader's sentence when the thread could not be loaded. */
  loadFailed: (code: ErrorCode) => string;
  /** Said when what is shown is kept although loading it anew failed. */
  stale: string;
  /** Said of a thread read from this device; `when` is relative, “3 hours ago”. */
  savedCopy: (when: string) => string;

  // A comment
  anonymous: string;
  /** Read before the number, “Comment 3.2.1”. */
  commentNumber: (number: string) => string;
  edited: (date: string) => string;
  /** The badges the endpoint gives. */
  badgeAuthor: string;
  badgeModerator: string;
  deleted: string;
  /** Shown where the indentation ends: “in reply to NAME”. */
  inReplyTo: (name: string) => string;
  collapse: (name: string) => string;
  expand: (name: string, replies: number) => string;
  /** The visible words beside a collapsed branch. */
  hiddenReplies: (count: number) => string;
  showAll: string;
  unknownDate: string;

  // What one may do with a comment; `name` makes each button's name unique
  reply: string;
  replyTo: (name: string) => string;
  continueReply: string;
  signInToWrite: string;
  signIn: string;
}

/** What writing says. */
export interface WritingMessages {
  // What one may do with one's own comment; `name` makes each button's name unique
  edit: string;
  editLabel: (name: string) => string;
  remove: string;
  removeLabel: (name: string) => string;
  removeQuestion: string;
  keep: string;
  removeFailed: string;

  // The composer
  composerHeading: string;
  composerReplyHeading: (name: string) => string;
  composerEditHeading: string;
  textLabel: string;
  nameLabel: string;
  emailLabel: string;
  /** “never published” */
  emailHint: string;
  urlLabel: string;
  optional: string;
  rememberMe: string;
  markdownHint: string;
  remaining: (characters: number) => string;
  tooLong: (characters: number) => string;
  post: string;
  save: string;
  cancel: string;
  /** Said once under the composer, when the first draft has been kept. */
  draftKept: string;
  draftNotKept: string;
  /** Said in a form whose draft another tab has changed meanwhile. */
  bothKept: string;
  editedElsewhere: string;
  postingAs: (name: string) => string;
  textMissing: string;
  nameMissing: string;
  emailMissing: string;
  emailInvalid: string;
  urlInvalid: string;
  /** The reader's sentence when the endpoint refused without one of its own. */
  refused: (code: ErrorCode) => string;

  // What becomes of a sent comment
  queued: string;
  sending: string;
  waitingForSignIn: string;
  unconfirmed: string;
  held: string;
  announcePosted: string;
  announceQueued: string;
  announceHeld: string;
  announceRefused: string;
  announceRemoved: string;
  /** Said where what was deleted may have been sent, and cannot be called back. */
  announceDiscarded: string;
}

/** What the words in the outbox wait for. */
export type WaitingFor = 'network' | 'nextTry' | 'signIn' | 'decision';

/** What the outbox at the head of the thread says. */
export interface OutboxMessages {
  outboxHeading: string;
  /** “3 replies waiting, will be sent when you are back online.” */
  outboxSummary: (count: number, areReplies: boolean, waitingFor: WaitingFor) => string;
  /** Said once: no page asks anything before it closes. */
  closingIsSafe: string;
  /** The state of a refused draft, before the endpoint's reason. */
  notAccepted: string;
  /** The state of words whose form has no place on the page: what they answer or change is not there. */
  unplaced: string;
  checking: string;
  retryNow: string;
  checkAgain: string;
  sendAgain: string;
  discard: string;
  discarded: string;
  undo: string;
}

/** The words of reading and of writing. */
export interface Messages extends ThreadMessages, WritingMessages {}

/** All texts of a locale. */
export interface LocaleMessages extends Messages, OutboxMessages {}

/** A site's own words for some of the texts. */
export type MessageOverrides = Partial<LocaleMessages>;
