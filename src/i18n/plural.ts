/** The forms a noun takes by number, under the categories of Unicode CLDR; `other` always applies. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

type Plural = (count: number, forms: PluralForms) => string;

/** Without the platform's formatters, the first of which is slow to make: see formats.ts. */
const pluralInEnglish: Plural = (count, { one, other }) =>
  ((count === 1 && one) || other).replace('#', String(count).replace(/\B(?=(\d{3})+$)/g, ','));

/** Makes a function that says how many, in the plural of a locale: `#` in the form stands for the number, 0 or more. */
export const pluralIn = (locale: string): Plural => {
  if (locale === 'en') return pluralInEnglish;
  const rules = new Intl.PluralRules(locale);
  const format = new Intl.NumberFormat(locale);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', format.format(count));
};
