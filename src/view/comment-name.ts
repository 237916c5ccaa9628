/** How controls and controllers refer to a comment, once there are any. */
import type { Comment } from '../model/comment.ts';
import { anchorOf, authorOf, labelOf, type ViewContext } from './view-context.ts';

/** Finds a comment's article in the element. */
export const selectorOf = (id: string): string => `#${CSS.escape(anchorOf(id))}`;

/** Names a comment so that no two controls on the page are called alike: “Ada (1.2)”, by its date where no number is shown. */
export const nameOf = (comment: Comment, context: ViewContext): string => {
  const label = labelOf(comment, context.numbering) ?? context.formats.absolute(comment.created ?? NaN);
  return `${authorOf(comment, context)}${label && ` (${label})`}`;
};
