import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { locales } from '../../src/i18n/locale.ts';
import { loadMessages } from '../../src/i18n/load.ts';
import { withWriting } from '../../src/i18n/en-writing.ts';
import type { Messages } from '../../src/i18n/messages.ts';

/** The words of a text, in lower case: what a reader would say to a page that listens. */
const wordsOf = (text: string, locale: string): string[] =>
  [...new Intl.Segmenter(locale, { granularity: 'word' }).segment(text.toLowerCase())]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);

const messagesIn = async (locale: string): Promise<Messages> => {
  const messages = await loadMessages(locale, (error) => {
    throw error;
  });
  return withWriting(() => messages)();
};

describe('the name of a button', () => {
  for (const locale of locales) {
    it(`holds, word for word, what is written on it: ${locale}`, async () => {
      const messages = await messagesIn(locale);
      for (const [written, name] of [
        [messages.reply, messages.replyTo('Ada')],
        [messages.hiddenReplies(1), messages.expand('Ada', 1)],
        [messages.hiddenReplies(12), messages.expand('Ada', 12)],
        [messages.edit, messages.editLabel('Ada')],
        [messages.remove, messages.removeLabel('Ada')],
      ] as const) {
        assert.ok(
          ` ${wordsOf(name, locale).join(' ')} `.includes(` ${wordsOf(written, locale).join(' ')} `),
          `“${name}” holds “${written}”`,
        );
        assert.ok(name.includes('Ada'));
      }
    });
  }
});
