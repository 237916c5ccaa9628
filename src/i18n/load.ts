import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import { en } from './en.ts';
import { primaryOf, type Locale } from './locale.ts';
import type { Messages, ThreadMessages } from './messages.ts';

// Spelled out one by one, so that bundlers make a chunk of each.
const chunks: Record<Exclude<Locale, 'en'>, () => Promise<Messages>> = {
  ar: async () => (await import('./locales/ar.ts')).ar,
  de: async () => (await import('./locales/de.ts')).de,
  es: async () => (await import('./locales/es.ts')).es,
  fr: async () => (await import('./locales/fr.ts')).fr,
  ja: async () => (await import('./locales/ja.ts')).ja,
};

/**
 * The texts for a BCP 47 tag, in English where the language has none: of English those of the thread alone,
 * of others all. Never rejects: where a locale
 * cannot be loaded, `report` gets a CommentThreadError of code `chunk` and the texts are English.
 */
export const loadMessages = async (
  language: string,
  report: (error: CommentThreadError) => void,
): Promise<ThreadMessages> => {
  const primary = primaryOf(language);
  if (!Object.hasOwn(chunks, primary)) return en;
  try {
    return await chunks[primary as keyof typeof chunks]();
  } catch (cause) {
    report(asCommentThreadError(cause, 'chunk'));
    return en;
  }
};

/**
 * Texts with others laid over them: a site's own over a locale's, a locale's over those built in. One of
 * another kind than the text it replaces (a string where a function is called) is left out, because
 * rendering would fail on it.
 */
export const mergeMessages = <Texts extends object, More extends object>(texts: Texts, over: More): Texts & More => {
  const isFit = ([key, text]: [string, unknown]): boolean =>
    !Object.hasOwn(texts, key) || typeof text === typeof texts[key as keyof Texts];
  return { ...texts, ...Object.fromEntries(Object.entries(over).filter(isFit)) } as Texts & More;
};
