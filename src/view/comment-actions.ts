/**
 * What one may do with a comment. Buttons carry `data-action`; one listener at the root of the
 * element acts on them, so that ten thousand comments need no listener of their own.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Branch } from '../model/branches.ts';
import { nameOf, type CommentNote, type ViewContext } from './view-context.ts';

/** What `data-action` may say. */
export type CommentAction = 'reply' | 'collapse' | 'expand' | 'edit' | 'remove' | 'confirm-remove' | 'keep';

const actionButton = (action: CommentAction, part: string, text: string, label: string): TemplateResult =>
  html`<button part="button ${part}" data-action=${action} aria-label=${label}>${text}</button>`;

const toggle = (branch: Branch<CommentNote>, context: ViewContext): TemplateResult => {
  const { messages } = context;
  const name = nameOf(branch.comment, context);
  const isCollapsed = branch.note?.isCollapsed ?? false;
  return html`<button
    part="button toggle-button"
    data-action="collapse"
    aria-expanded=${isCollapsed ? 'false' : 'true'}
    aria-label=${isCollapsed ? messages.expand(name, branch.size) : messages.collapse(name)}
  >
    ${isCollapsed ? messages.hiddenReplies(branch.size) : nothing}
  </button>`;
};

const removal = ({ comment, note }: Branch<CommentNote>, context: ViewContext): TemplateResult => {
  const { messages } = context;
  const name = nameOf(comment, context);
  return html`<span part="notice" role="alert"
      >${note?.removal === 'failed' ? messages.removeFailed : messages.removeQuestion}</span
    >
    ${actionButton('confirm-remove', 'remove-button', messages.remove, messages.removeLabel(name))}
    ${actionButton('keep', 'cancel-button', messages.keep, messages.keep)}`;
};

const ownState = ({ draft }: CommentNote, { messages }: ViewContext): unknown => {
  const words = {
    writing: nothing,
    refused: nothing,
    queued: messages.queued,
    sending: messages.sending,
    waiting: messages.waitingForSignIn,
    unconfirmed: messages.unconfirmed,
    held: messages.held,
  };
  const text = draft?.held ? messages.held : draft ? words[draft.state] : nothing;
  return text === nothing ? nothing : html`<span part="own-state">${text}</span>`;
};

/** The line below a comment. */
export const commentActions = (branch: Branch<CommentNote>, context: ViewContext): TemplateResult => {
  const { comment, note, size } = branch;
  const { messages, canReply } = context;
  const name = nameOf(comment, context);
  if (note?.removal) return html`<footer part="actions">${removal(branch, context)}</footer>`;
  const replyText = note?.hasDraftReply ? messages.continueReply : messages.reply;
  return html`<footer part="actions">
    ${size ? toggle(branch, context) : nothing} ${note ? ownState(note, context) : nothing}
    ${
      canReply && comment.status === 'published'
        ? actionButton(
            'reply',
            'reply-button',
            replyText,
            note?.hasDraftReply ? `${replyText}: ${name}` : messages.replyTo(name),
          )
        : nothing
    }
    ${note?.canEdit && !note.isEditing ? actionButton('edit', 'edit-button', messages.edit, messages.editLabel(name)) : nothing}
    ${note?.canRemove ? actionButton('remove', 'remove-button', messages.remove, messages.removeLabel(name)) : nothing}
  </footer>`;
};
