import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ThreadMessages } from '../i18n/messages.ts';
import type { Branch } from '../model/branches.ts';
import { canWrite, type ThreadState } from '../store/thread-state.ts';
import { pingbackList } from './pingback-list.ts';
import type { CommentNote, ViewContext } from './view-context.ts';

/** What `data-action` may say below the comments. */
export type FootAction = 'more';

const moreButton = ({ next, more, savedAt }: ThreadState, messages: ThreadMessages): unknown => {
  if (next === null) return nothing;
  const error = more === 'loading' ? null : more;
  // After a failure, and without a network, it waits to be pressed: nearing it would ask again without end.
  return html`${error ? html`<p part="notice error" role="alert">${messages.loadFailed(error.code)}</p>` : nothing}
    <button
      part="button more-button"
      data-action="more"
      data-near=${error || savedAt !== null ? nothing : 'more'}
      aria-busy=${more === 'loading' ? 'true' : 'false'}
    >
      ${messages.more}
    </button>`;
};

const invitation = (state: ThreadState, messages: ThreadMessages, composer: HTMLElement | null): TemplateResult => {
  if (state.thread?.closed) return html`<p part="notice closed">${messages.closed}</p>`;
  if (canWrite(state)) return html`<div part="composer-area" data-near="composer">${composer}</div>`;
  const signIn = state.policy?.signIn;
  return html`<slot name="sign-in"
    ><p part="notice">
      ${messages.signInToWrite} ${signIn ? html`<a part="sign-in-link" href=${signIn}>${messages.signIn}</a>` : nothing}
    </p></slot
  >`;
};

/** What stands below the comments: the way to more of them, pingbacks, and the form, or why there is none. */
export const threadFoot = (
  state: ThreadState,
  isReadonly: boolean,
  context: ViewContext,
  pingbacks: readonly Branch<CommentNote>[],
  composer: HTMLElement | null,
): TemplateResult =>
  html`${pingbackList(pingbacks, context)} ${moreButton(state, context.messages)}
  ${isReadonly ? nothing : invitation(state, context.messages, composer)}`;
