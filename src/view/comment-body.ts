import { html, noChange, nothing, type TemplateResult } from 'lit/html.js';
import { Directive, directive } from 'lit/directive.js';
import type { Comment } from '../model/comment.ts';
import { excerptOf, isOversized, type Sanitize } from '../sanitize/body.ts';
import { paragraphsOf } from '../sanitize/text.ts';
import type { CommentNote, ViewContext } from './view-context.ts';

/** Nodes that stand are not made again as long as they come from the same HTML. */
class Sanitized extends Directive {
  #html: string | undefined;

  render(html: string, sanitize: Sanitize): unknown {
    if (html === this.#html) return noChange;
    const nodes = sanitize(html);
    if (nodes) this.#html = html;
    return nodes ?? nothing;
  }
}

const sanitized = directive(Sanitized);

const paragraphs = (texts: readonly string[]): TemplateResult[] => texts.map((text) => html`<p>${text}</p>`);

/** A body too large to parse is never parsed: an excerpt of its plain text, and all of that on request (see comment-actions.ts). */
const oversized = ({ body }: Comment, isExpanded: boolean, { sanitize }: ViewContext): TemplateResult => {
  const words = 'text' in body ? body.text : (sanitize(body.html)?.textContent ?? '');
  return html`<p>${isExpanded ? words : `${excerptOf(words)}…`}</p>`;
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
