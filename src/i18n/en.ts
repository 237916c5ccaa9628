import type { ErrorCode } from '../errors.ts';
import type { Messages } from './messages.ts';
import { pluralIn } from './plural.ts';

const plural = pluralIn('en');
const replies = { one: '# reply', other: '# replies' };
const characters = { one: '# character', other: '# characters' };

const notSetUp = 'Comments are not set up on this page yet.';
const kept = 'Your words are kept on this device.';

const loadReasons: Partial<Record<ErrorCode, string>> = {
  network: 'The comments could not be reached. You may be offline.',
  timeout: 'The comments are taking too long to arrive.',
  'rate-limited': 'The comments are busy just now. Try again in a moment.',
  'endpoint-missing': notSetUp,
  'endpoint-invalid': notSetUp,
};

const refusals: Partial<Record<ErrorCode, string>> = {
  closed: `Comments are closed here. ${kept}`,
  forbidden: `You may not comment here. ${kept}`,
  conflict: `This comment could not be saved. ${kept}`,
};

/** The language built in; every other locale is loaded when the page's language asks for it. */
export const en: Messages = {
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

  anonymous: 'Anonymous',
  commentNumber: (number) => `Comment ${number}`,
  permalink: (date) => `Link to this comment, ${date}`,
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
  edit: 'Edit',
  editLabel: (name) => `Edit the comment by ${name}`,
  remove: 'Delete',
  removeLabel: (name) => `Delete the comment by ${name}`,
  removeQuestion: 'Delete this comment?',
  keep: 'Keep it',
  removeFailed: 'The comment could not be deleted. Try again in a moment.',

  composerHeading: 'Leave a reply',
  composerReplyHeading: (name) => `Reply to ${name}`,
  composerEditHeading: 'Edit your comment',
  textLabel: 'Comment',
  nameLabel: 'Name',
  emailLabel: 'E-mail',
  emailHint: 'never shown',
  urlLabel: 'Website',
  optional: 'optional',
  rememberMe: 'Remember me on this device',
  markdownHint: '*emphasis*, **strong**, `code`, > quotation, [link](https://…)',
  remaining: (n) => `${plural(n, characters)} left`,
  tooLong: (n) => `${plural(n, characters)} too many`,
  post: 'Post comment',
  save: 'Save',
  cancel: 'Cancel',
  draftKept: 'Your words are kept on this device until they are posted.',
  draftNotKept: 'This browser keeps nothing for us: your words last only as long as this page.',
  postingAs: (name) => `Commenting as ${name}`,
  signInToWrite: 'Sign in to leave a comment.',
  signIn: 'Sign in',
  textMissing: 'Write something first.',
  nameMissing: 'Tell us your name.',
  emailMissing: 'Tell us your e-mail address. It is never shown.',
  emailInvalid: 'This does not look like an e-mail address.',
  urlInvalid: 'This does not look like a web address.',
  refused: (code) => refusals[code] ?? 'The comment was not accepted. Your words are kept here.',

  queued: 'Waiting to be sent',
  sending: 'Sending…',
  waitingForSignIn: 'Waits until you sign in',
  unconfirmed: 'Sent, but not confirmed',
  held: 'Awaiting moderation',
  announcePosted: 'Your comment is posted.',
  announceQueued: 'Your comment is saved and will be sent when the network is back.',
  announceHeld: 'Your comment awaits moderation.',
  announceRefused: 'Your comment was not accepted. Your words are back in the form.',
  announceRemoved: 'Your comment is deleted.',
};
