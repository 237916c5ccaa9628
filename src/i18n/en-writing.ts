import type { ErrorCode } from '../errors.ts';
import { fillUp } from './fill-up.ts';
import type { Messages, ThreadMessages, WritingMessages } from './messages.ts';
import { pluralIn } from './plural.ts';

const plural = pluralIn('en');
const characters = { one: '# character', other: '# characters' };

const kept = 'Your words are kept on this device.';

const refusals: Partial<Record<ErrorCode, string>> = {
  closed: `Comments are closed here. ${kept}`,
  forbidden: `You may not comment here. ${kept}`,
  conflict: `This comment could not be saved. ${kept}`,
};

/** The rest of the language built in, loaded with what it speaks of. */
const enWriting: WritingMessages = {
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
  bothKept: 'This is being written in another tab too. Both versions are kept.',
  editedElsewhere: 'This comment is being edited in another tab too. Save here to keep this version.',
  postingAs: (name) => `Commenting as ${name}`,
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
  announceDiscarded: 'Your draft is discarded. If it had arrived already, it will show.',
};

/** Fills up the words of a thread with those of writing; the same object as long as the thread's are. */
export const withWriting = (thread: () => ThreadMessages): (() => Messages) => fillUp(enWriting, thread);
