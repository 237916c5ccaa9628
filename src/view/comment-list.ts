import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Branch } from '../model/branches.ts';
import { commentBody } from './comment-body.ts';
import { commentHeader } from './comment-header.ts';
import { rows } from './rows.ts';
import { anchorOf, authorOf, labelOf, type CommentNote, type ViewContext } from './view-context.ts';
import { written } from './written.ts';

const replies = ({ replies, note }: Branch<CommentNote>, context: ViewContext): unknown =>
  replies.length
    ? html`<div
        part="replies"
        role="list"
        hidden=${note?.isCollapsed ? 'until-found' : nothing}
        ${rows(replies, context, commentItem)}
      ></div>`
    : nothing;

const content = (branch: Branch<CommentNote>, context: ViewContext): unknown => {
  const { comment, note } = branch;
  if (comment.status === 'deleted') return html`<p part="tombstone">${context.messages.deleted}</p>`;
  return note?.isEditing ? note.composer : commentBody(comment, note, context);
};

/** The parts a comment's article has by its kind and state, for `::part(pending)` and the like. */
const partsOf = ({ comment: { kind, status }, note }: Branch<CommentNote>): string =>
  `comment${kind === 'pingback' ? ' pingback' : ''}${status === 'published' ? '' : ` ${status}`}${note?.isMarked ? ' marked' : ''}`;

/** What stands in a list's item: a comment with all that hangs on it. */
export const commentItem = (branch: Branch<CommentNote>, context: ViewContext): TemplateResult => {
  const { comment, note } = branch;
  const isPingback = comment.kind === 'pingback';
  const label = isPingback ? null : labelOf(comment, context.numbering);
  const name = `${label === null ? '' : `${context.messages.commentNumber(label)}: `}${authorOf(comment, context)}`;
  return html`<article
      part=${partsOf(branch)}
      id=${anchorOf(comment.id)}
      data-id=${comment.id}
      tabindex="-1"
      aria-label=${name}
    >
      <header part="comment-header" ${written(commentHeader(comment, branch.answers, context))}></header>
      ${content(branch, context)}
      <footer part="actions">${isPingback ? nothing : context.actions?.(branch, context)}</footer>
    </article>
    ${note?.composer && !note.isEditing ? note.composer : nothing} ${replies(branch, context)}`;
};

/** The thread's comments, down to the level at which `branches` were flattened. */
export const commentList = (branches: readonly Branch<CommentNote>[], context: ViewContext): unknown =>
  branches.length ? html`<div part="list" role="list" ${rows(branches, context, commentItem)}></div>` : nothing;
