/**
 * What one may do with a comment, once there is somebody to do it. Buttons carry `data-action`; one listener at the root of the
 * element acts on them, so that ten thousand comments need no listener of their own.
 */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Branch } from '../model/branches.ts';
import { isOversized } from '../sanitize/body.ts';
import { nameOf } from './comment-name.ts';
import type { CommentNote, ViewContext } from './view-context.ts';

/** What `data-action` may say. */
export type CommentAction = 'reply' | 'collapse' | 'expand' | 'edit' | 'remove' | 'confirm-remove' | 'keep';

/** A button that `data-action` tells from others. */
export const actionButton = (action: CommentAction, part: string, text: string, label: string): TemplateResult =>
  html`<button part="button ${part}" data-action=${action} aria-label=${label}>${text}</button>`;

const toggle = ({ note, size }: Branch<CommentNote>, name: string, { messages }: ViewContext): TemplateResult => {
  const isCollapsed = note?.isCollapsed ?? false;
  return html`<button
    part="button toggle-button"
    data-action="collapse"
    aria-expanded=${isCollapsed ? 'false' : 'true'}
    aria-label=${isCollapsed ? messages.expand(name, size) : messages.collapse(name)}
  >
    ${isCollapsed ? messages.hiddenReplies(size) : nothing}
  </button>`;
};

const reply = ({ note }: Branch<CommentNote>, name: string, { messages }: ViewContext): TemplateResult => {
  const begun = note?.hasDraftReply && messages.continueReply;
  return html`<button
    part="button reply-button"
    data-action="reply"
    aria-label=${begun ? `${begun}: ${name}` : messages.replyTo(name)}
  >
    ${begun || messages.reply}
  </button>`;
};

/** Also one's own words that are not sent yet: the answer goes after them. Not what moderation has still to publish. */
const isAnswerable = ({ comment, note }: Branch<CommentNote>): boolean =>
  comment.status === 'published' || (note?.draft?.held === null && !note.draft.edit);

/** What stands in the line below a comment. */
export const commentActions = (branch: Branch<CommentNote>, context: ViewContext): TemplateResult => {
  const { comment, note, size } = branch;
  const { messages, canReply } = context;
  const name = nameOf(comment, context);
  return html`${
    isOversized(comment.body) && !note?.isExpanded
      ? actionButton('expand', 'expand-button', messages.showAll, `${messages.showAll}: ${name}`)
      : nothing
  }
  ${size ? toggle(branch, name, context) : nothing}
  ${canReply && isAnswerable(branch) ? reply(branch, name, context) : nothing} ${note?.ownActions?.(note, name)}`;
};
