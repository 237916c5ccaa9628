import { fillUp } from './fill-up.ts';
import type { LocaleMessages, Messages, OutboxMessages, WaitingFor } from './messages.ts';
import { pluralIn } from './plural.ts';

const plural = pluralIn('en');
const replies = { one: '# reply', other: '# replies' };
const comments = { one: '# comment', other: '# comments' };

const reasons: Readonly<Record<WaitingFor, string>> = {
  network: 'waiting, will be sent when you are back online',
  nextTry: 'waiting, will be sent by itself',
  signIn: 'waiting, will be sent when you have signed in',
  decision: 'waiting for you to decide',
};

/** The language built in, as far as the outbox goes, loaded with it. */
const enOutbox: OutboxMessages = {
  outboxHeading: 'Not sent yet',
  outboxSummary: (n, areReplies, waitingFor) => `${plural(n, areReplies ? replies : comments)} ${reasons[waitingFor]}.`,
  closingIsSafe: 'You can close this page: your words are kept on this device and sent when you come back.',
  notAccepted: 'Not accepted',
  unplaced: 'The comment this belongs to is not published here.',
  checking: 'Checking…',
  retryNow: 'Retry now',
  checkAgain: 'Check again',
  sendAgain: 'Send again',
  discard: 'Discard',
  discarded: 'Discarded.',
  undo: 'Undo',
};

/** Fills up the words of reading and writing with those of the outbox; the same object as long as the others are. */
export const withOutbox = (messages: () => Messages): (() => LocaleMessages) => fillUp(enOutbox, messages);
