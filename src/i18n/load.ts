import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import { en } from './en.ts';
import { localeOf, type Locale } from './locale.ts';
import type { MessageOverrides, Messages } from './messages.ts';

// Spelled out one by one, so that bundlers make a chunk of each.
const chunks: Record<Exclude<Locale, 'en'>, () => Promise<Messages>> = {
  ar: async () => (await import('./locales/ar.ts')).ar,
  de: async () => (await import('./locales/de.ts')).de,
  es: async () => (await import('./locales/es.ts')).es,
  fr: async () => (await import('./locales/fr.ts')).fr,
  ja: async () => (await import('./locales/ja.ts')).ja,
};

/**
 * The texts for a BCP 47 tag, in English where the language has none. Never rejects: where a locale
 * cannot be loaded, `report` gets a CommentThreadError of code `chunk` and the texts are English.
 */
export const loadMessages = async (
  language: string,
  report: (error: CommentThreadError) => void,
): Promise<Messages> => {
  const locale = localeOf(language);
  if (locale === 'en') return en;
  try {
    return await chunks[locale]();
  } catch (cause) {
    report(asCommentThreadError(cause, 'chunk'));
    return en;
  }
};

/**
 * The texts with a site's own words laid over them. An override of another kind than its text
 * (a string where a function is called) is left out, because rendering would fail on it.
 */
export const mergeMessages = (messages: Messages, overrides: MessageOverrides): Messages => ({
  ...messages,
  ...(Object.fromEntries(
    Object.entries(overrides).filter(
      ([key, text]) => Object.hasOwn(messages, key) && typeof text === typeof messages[key as keyof Messages],
    ),
  ) as MessageOverrides),
});
