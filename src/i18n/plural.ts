/** The forms a noun takes by number, under the categories of Unicode CLDR; `other` always applies. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Makes a function that says how many, in the plural of a locale: `#` in the form stands for the number. */
export const pluralIn = (locale: string): ((count: number, forms: PluralForms) => string) => {
  const rules = new Intl.PluralRules(locale);
  const format = new Intl.NumberFormat(locale);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', format.format(count));
};
