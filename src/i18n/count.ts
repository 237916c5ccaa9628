/**
 * The words of `<comment-count>`, apart from the other messages: its script is tiny, and must
 * neither carry a thread's texts nor load a second file to say “27 comments”.
 */
import { localeOf, type Locale } from './locale.ts';
import { pluralIn, type PluralForms } from './plural.ts';

const forms: Readonly<Record<Locale, PluralForms>> = {
  ar: {
    zero: 'لا تعليقات',
    one: 'تعليق واحد',
    two: 'تعليقان',
    few: '# تعليقات',
    many: '# تعليقًا',
    other: '# تعليق',
  },
  de: { one: '# Kommentar', other: '# Kommentare' },
  en: { one: '# comment', other: '# comments' },
  es: { one: '# comentario', other: '# comentarios' },
  fr: { one: '# commentaire', other: '# commentaires' },
  ja: { other: '#件のコメント' },
};

const made = new Map<Locale, (comments: number) => string>();

/** The function that says how many comments there are in the language of a BCP 47 tag, “27 comments”; made once per language. */
export const countIn = (language: string): ((comments: number) => string) => {
  const locale = localeOf(language);
  let count = made.get(locale);
  if (!count) {
    const plural = pluralIn(locale);
    count = (comments) => plural(comments, forms[locale]);
    made.set(locale, count);
  }
  return count;
};
