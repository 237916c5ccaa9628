/** The languages the element speaks; English is built in. */
export const locales = ['ar', 'de', 'en', 'es', 'fr', 'ja'] as const;

/** A language the element speaks, as a BCP 47 primary tag. */
export type Locale = (typeof locales)[number];

/** The language of a BCP 47 tag, without a region or anything else. */
export const primaryOf = (language: string): string => language.split('-', 1)[0]!.toLowerCase();

/** The locale that serves a BCP 47 tag best, by its language: `de-AT` gets `de`, and whatever has none gets English. */
export const localeOf = (language: string): Locale => {
  const primary = primaryOf(language);
  return locales.find((locale) => locale === primary) ?? 'en';
};
