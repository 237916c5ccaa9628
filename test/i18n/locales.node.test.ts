import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { ErrorCode } from '../../src/errors.ts';
import { countIn } from '../../src/i18n/count.ts';
import { en as enThread } from '../../src/i18n/en.ts';
import { withOutbox } from '../../src/i18n/en-outbox.ts';
import { withWriting } from '../../src/i18n/en-writing.ts';
import { loadMessages } from '../../src/i18n/load.ts';
import { locales, type Locale } from '../../src/i18n/locale.ts';
import type { LocaleMessages, WaitingFor } from '../../src/i18n/messages.ts';

/** English is loaded in three parts; together they are what every other locale is. */
const en = withOutbox(withWriting(() => enThread))();

const numbers = [0, 1, 2, 3, 5, 11, 21, 100, 1000];

/** What a native writer puts beside each of `numbers`, written out by hand; digits as the locale writes them. */
const expectedComments: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    '0 comments',
    '1 comment',
    '2 comments',
    '3 comments',
    '5 comments',
    '11 comments',
    '21 comments',
    '100 comments',
    '1,000 comments',
  ],
  de: [
    '0 Kommentare',
    '1 Kommentar',
    '2 Kommentare',
    '3 Kommentare',
    '5 Kommentare',
    '11 Kommentare',
    '21 Kommentare',
    '100 Kommentare',
    '1.000 Kommentare',
  ],
  es: [
    '0 comentarios',
    '1 comentario',
    '2 comentarios',
    '3 comentarios',
    '5 comentarios',
    '11 comentarios',
    '21 comentarios',
    '100 comentarios',
    '1000 comentarios',
  ],
  fr: [
    '0 commentaire',
    '1 commentaire',
    '2 commentaires',
    '3 commentaires',
    '5 commentaires',
    '11 commentaires',
    '21 commentaires',
    '100 commentaires',
    '1\u202f000 commentaires',
  ],
  ja: [
    '0件のコメント',
    '1件のコメント',
    '2件のコメント',
    '3件のコメント',
    '5件のコメント',
    '11件のコメント',
    '21件のコメント',
    '100件のコメント',
    '1,000件のコメント',
  ],
  ar: [
    'لا تعليقات',
    'تعليق واحد',
    'تعليقان',
    '3 تعليقات',
    '5 تعليقات',
    '11 تعليقًا',
    '21 تعليقًا',
    '100 تعليق',
    '1,000 تعليق',
  ],
};

const expectedReplies: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    '0 replies',
    '1 reply',
    '2 replies',
    '3 replies',
    '5 replies',
    '11 replies',
    '21 replies',
    '100 replies',
    '1,000 replies',
  ],
  de: [
    '0 Antworten',
    '1 Antwort',
    '2 Antworten',
    '3 Antworten',
    '5 Antworten',
    '11 Antworten',
    '21 Antworten',
    '100 Antworten',
    '1.000 Antworten',
  ],
  es: [
    '0 respuestas',
    '1 respuesta',
    '2 respuestas',
    '3 respuestas',
    '5 respuestas',
    '11 respuestas',
    '21 respuestas',
    '100 respuestas',
    '1000 respuestas',
  ],
  fr: [
    '0 réponse',
    '1 réponse',
    '2 réponses',
    '3 réponses',
    '5 réponses',
    '11 réponses',
    '21 réponses',
    '100 réponses',
    '1\u202f000 réponses',
  ],
  ja: [
    '0件の返信',
    '1件の返信',
    '2件の返信',
    '3件の返信',
    '5件の返信',
    '11件の返信',
    '21件の返信',
    '100件の返信',
    '1,000件の返信',
  ],
  ar: ['لا ردود', 'رد واحد', 'ردان', '3 ردود', '5 ردود', '11 ردًا', '21 ردًا', '100 رد', '1,000 رد'],
};

const quotations: Readonly<Record<Locale, string>> = {
  en: '“Title”',
  de: '„Title“',
  es: '«Title»',
  fr: '«\u202fTitle\u202f»',
  ja: '「Title」',
  ar: '«Title»',
};

const codes: readonly ErrorCode[] = [
  'endpoint-missing',
  'endpoint-invalid',
  'adapter-invalid',
  'network',
  'timeout',
  'too-large',
  'not-json',
  'malformed',
  'http',
  'rate-limited',
  'sign-in',
  'forbidden',
  'not-found',
  'conflict',
  'closed',
  'refused',
  'storage',
  'chunk',
];

/** Which digits a locale writes is the platform's choice and changes between its versions; the words are ours. */
const withWesternDigits = (text: string): string =>
  text.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit))).replaceAll('٬', ',');

const load = async (language: string): Promise<LocaleMessages> => {
  const thread = await loadMessages(language, (error) => assert.fail(error));
  return withOutbox(withWriting(() => thread))();
};

const examples: {
  readonly [Key in keyof LocaleMessages]?: Parameters<Extract<LocaleMessages[Key], (...args: never[]) => string>>;
} = {
  heading: [3, 'Title'],
  pingbacks: [3],
  loadFailed: ['http'],
  expand: ['NAME', 3],
  hiddenReplies: [3],
  remaining: [3],
  tooLong: [3],
  refused: ['refused'],
  outboxSummary: [3, true, 'network'],
};

const say = (messages: LocaleMessages, key: keyof LocaleMessages): string => {
  const text = messages[key] as string | ((...args: readonly unknown[]) => string);
  return typeof text === 'string' ? text : text(...(examples[key] ?? ['NAME']));
};

describe('locales', () => {
  it('has a file for each language but English, and no other', () => {
    const files = readdirSync(new URL('../../src/i18n/locales', import.meta.url)).sort();
    assert.deepEqual(
      files,
      locales.filter((locale) => locale !== 'en').map((locale) => `${locale}.ts`),
    );
  });

  for (const locale of locales) {
    describe(locale, () => {
      it('has every text, each of the kind English has, and says what it is given', async () => {
        const messages = await load(locale);
        assert.deepEqual(Object.keys(messages).sort(), Object.keys(en).sort());
        for (const key of Object.keys(en) as (keyof LocaleMessages)[]) {
          assert.equal(typeof messages[key], typeof en[key], key);
          const text = say(messages, key);
          assert.match(text, /\S/, key);
          assert.doesNotMatch(text, /undefined|null|NaN|#|\$\{/, key);
          assert.equal(text, text.trim(), key);
          assert.equal(text, text.normalize(), key);
          assert.equal(text.includes('NAME'), say(en, key).includes('NAME'), key);
        }
      });

      it('is written in its own words, but for the few that languages share', async () => {
        const messages = await load(locale);
        const same = (Object.keys(en) as (keyof LocaleMessages)[]).filter((key) => say(messages, key) === say(en, key));
        assert.ok(locale === 'en' || same.length <= 3, same.join());
      });

      it('uses typographic quotation marks and apostrophes', async () => {
        const messages = await load(locale);
        assert.ok(messages.heading(3, 'Title').includes(quotations[locale]), messages.heading(3, 'Title'));
        for (const key of Object.keys(en) as (keyof LocaleMessages)[])
          assert.doesNotMatch(say(messages, key), /['"]/, key);
      });

      it('takes the plural its numbers ask for', async () => {
        const messages = await load(locale);
        const count = countIn(locale);
        assert.deepEqual(
          numbers.map((n) => withWesternDigits(count(n))),
          expectedComments[locale],
        );
        assert.deepEqual(
          numbers.map((n) => withWesternDigits(messages.hiddenReplies(n))),
          expectedReplies[locale],
        );
        for (const text of [messages.heading, messages.pingbacks, messages.remaining, messages.tooLong] as const) {
          for (const n of numbers) assert.doesNotMatch(text(n, undefined), /#|undefined/);
        }
      });

      it('says how many replies or comments wait in the outbox, and what for', async () => {
        const { outboxSummary } = await load(locale);
        const reasons: readonly WaitingFor[] = ['network', 'nextTry', 'signIn', 'decision'];
        const said = numbers
          .slice(1)
          .flatMap((n) => reasons.flatMap((why) => [outboxSummary(n, true, why), outboxSummary(n, false, why)]));
        assert.equal(new Set(said).size, said.length, said.join('\n'));
        for (const text of said) assert.match(text, /^[^#]*[.。]$/);
      });

      it('has a heading for nothing and one without a title', async () => {
        const { heading } = await load(locale);
        assert.doesNotMatch(heading(0, undefined), /\d|[٠-٩]/);
        assert.ok(heading(0, 'Title').includes(quotations[locale]));
        assert.doesNotMatch(heading(3, undefined), /undefined|[“„«「]/);
      });

      it('has a sentence for every error', async () => {
        const messages = await load(locale);
        for (const code of codes) {
          assert.match(messages.loadFailed(code), /[.。]$/, code);
          assert.match(messages.refused(code), /[.。]$/, code);
        }
      });
    });
  }
});
