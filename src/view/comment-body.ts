import { html, noChange, nothing, type TemplateResult } from 'lit/html.js';
import { Directive, directive } from 'lit/directive.js';
import type { Comment } from '../model/comment.ts';
import { excerptOf, isOversized, paragraphsOf, plainTextOf, type Sanitize } from '../sanitize/body.ts';
import { actionButton } from './comment-actions.ts';
import { nameOf, type CommentNote, type ViewContext } from './view-context.ts';

/** Nodes that stand are not made again as long as they come from the same HTML. */
class Sanitized extends Directive {
  #made: readonly unknown[] = [];

  render(html: string, sanitize: Sanitize | null): unknown {
    if (this.#made[0] === html && this.#made[1] === sanitize) return noChange;
    this.#made = [html, sanitize];
    return sanitize?.(html) ?? nothing;
  }
}

const sanitized = directive(Sanitized);

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
      : sanitized(body.html, context.sanitize);
  return html`<div part="body" dir="auto">${content}</div>`;
};
