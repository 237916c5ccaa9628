import type { ErrorCode } from '../errors.ts';
import type { ThreadMessages } from './messages.ts';
import { pluralIn } from './plural.ts';

const plural = pluralIn('en');
const replies = { one: '# reply', other: '# replies' };

const notSetUp = 'Comments are not set up on this page yet.';

const loadReasons: Partial<Record<ErrorCode, string>> = {
  network: 'The comments could not be reached. You may be offline.',
  timeout: 'The comments are taking too long to arrive.',
  'rate-limited': 'The comments are busy just now. Try again in a moment.',
  'endpoint-missing': notSetUp,
  'endpoint-invalid': notSetUp,
};

/** The language built in, as far as showing a thread takes; every other locale is loaded when the page's language asks for it. */
export const en: ThreadMessages = {
  heading: (n, title) =>
    (n === 0 ? 'No thoughts yet' : plural(n, { one: '# thought', other: '# thoughts' })) +
    (title ? ` on “${title}”` : ''),
  loading: 'Loading comments…',
  empty: 'Nobody has written anything yet.',
  closed: 'Comments are closed.',
  pingbacks: (n) => plural(n, { one: '# pingback', other: '# pingbacks' }),
  orderLabel: 'Order',
  oldest: 'Oldest first',
  newest: 'Newest first',
  popular: 'Most liked first',
  more: 'Show more comments',
  retry: 'Try again',
  loadFailed: (code) => loadReasons[code] ?? 'The comments could not be loaded.',
  stale: 'What you see may not be up to date.',
  savedCopy: (when) => `You see a saved copy from ${when}.`,

  anonymous: 'Anonymous',
  commentNumber: (number) => `Comment ${number}`,
  edited: (date) => `edited ${date}`,
  badgeAuthor: 'Author',
  badgeModerator: 'Moderator',
  deleted: 'This comment was deleted.',
  inReplyTo: (name) => `in reply to ${name}`,
  collapse: (name) => `Hide the replies to ${name}`,
  expand: (name, n) => `Show ${plural(n, replies)} to ${name}`,
  hiddenReplies: (n) => plural(n, replies),
  showAll: 'Show all of it',
  unknownDate: 'date unknown',

  reply: 'Reply',
  replyTo: (name) => `Reply to ${name}`,
  continueReply: 'Continue your reply',
  signInToWrite: 'Sign in to leave a comment.',
  signIn: 'Sign in',
};
