/** Makes its sheet at the first call: importing asks nothing of the platform. */
export type StyleSheetSource = () => CSSStyleSheet;

/** A style sheet to adopt: one for all elements that share it, and no business of a page's `style-src`. */
export const css = (text: TemplateStringsArray): StyleSheetSource => {
  let sheet: CSSStyleSheet | undefined;
  return () => {
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(text.join(''));
    return sheet;
  };
};
