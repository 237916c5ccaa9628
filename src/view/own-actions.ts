import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Draft, DraftState } from '../drafts/draft.ts';
import type { Messages } from '../i18n/messages.ts';
import { actionButton } from './comment-actions.ts';
import type { CommentNote, OwnActions } from './view-context.ts';

const removal = (removal: 'asked' | 'failed', name: string, messages: Messages): TemplateResult =>
  html`<span part="notice" role="alert">${removal === 'failed' ? messages.removeFailed : messages.removeQuestion}</span>
    ${actionButton('confirm-remove', 'remove-button', messages.remove, messages.removeLabel(name))}
    ${actionButton('keep', 'cancel-button', messages.keep, messages.keep)}`;

/** What has become of a draft, in words; nothing while it is in a form. */
export const wordsFor = (state: DraftState, messages: Messages): string | undefined =>
  ({
    writing: undefined,
    refused: undefined,
    queued: messages.queued,
    sending: messages.sending,
    waiting: messages.waitingForSignIn,
    unconfirmed: messages.unconfirmed,
    held: messages.held,
  })[state];

/** Whether it is the network that a draft waits for, as far as the last try tells. */
export const isOffline = ({ error }: Draft): boolean =>
  !navigator.onLine || error?.code === 'network' || error?.code === 'timeout';

const ownState = ({ draft }: CommentNote, messages: Messages): unknown => {
  const words = draft && wordsFor(draft.held ? 'held' : draft.state, messages);
  return words ? html`<span part="own-state">${words}</span>` : nothing;
};

/** Makes the part of the actions that is the author's own, in the given words. */
export const makeOwnActions =
  (messages: Messages): OwnActions =>
  (note, name) => {
    if (note.removal) return removal(note.removal, name, messages);
    return html`${ownState(note, messages)}
    ${
      note.canEdit && !note.isEditing
        ? actionButton('edit', 'edit-button', messages.edit, messages.editLabel(name))
        : nothing
    }
    ${note.canRemove ? actionButton('remove', 'remove-button', messages.remove, messages.removeLabel(name)) : nothing}`;
  };
