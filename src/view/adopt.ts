import type { StyleSheetSource } from './stylesheet.ts';

/** Has a tree look as the sheet says, from now on; once, however often it is told. */
export const adopt = ({ adoptedStyleSheets }: DocumentOrShadowRoot, source: StyleSheetSource): void => {
  const sheet = source();
  if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
};
