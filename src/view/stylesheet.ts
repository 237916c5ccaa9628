/** A style sheet to adopt: one for all elements that share it, and no business of a page's `style-src`. */
export const css = (text: TemplateStringsArray): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.join(''));
  return sheet;
};
