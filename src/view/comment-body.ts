import { html, nothing, type TemplateResult } from 'lit/html.js';
import { guard } from 'lit/directives/guard.js';
import type { Comment } from '../model/comment.ts';
import { excerptOf, isOversized, paragraphsOf, plainTextOf } from '../sanitize/body.ts';
import { actionButton } from './comment-actions.ts';
import { nameOf, type CommentNote, type ViewContext } from './view-context.ts';

const paragraphs = (texts: readonly string[]): TemplateResult[] => texts.map((text) => html`<p>${text}</p>`);

/**
 * A body too large to parse is never parsed: an excerpt of its plain text, and all of
 * that on request.
 */
const oversized = (comment: Comment, isExpanded: boolean, context: ViewContext): unknown => {
  const { body } = comment;
  if (isExpanded) return html`<p>${'text' in body ? body.text : plainTextOf(body.html)}</p>`;
  const { showAll } = context.messages;
  return html`<p>${excerptOf(body)}…</p>
    ${actionButton('expand', 'expand-button', showAll, `${showAll}: ${nameOf(comment, context)}`)}`;
};

/** What a comment says: paragraphs of text, or sanitised nodes. */
export const commentBody = (comment: Comment, note: CommentNote | undefined, context: ViewContext): TemplateResult => {
  const { body } = comment;
  const content = isOversized(body)
    ? oversized(comment, note?.isExpanded ?? false, context)
    : 'text' in body
      ? paragraphs(paragraphsOf(body.text))
      : // Guarded by the HTML itself: nodes that stand are not sanitised again.
        guard([body.html, context.sanitize], () => context.sanitize?.(body.html) ?? nothing);
  return html`<div part="body" dir="auto">${content}</div>`;
};
