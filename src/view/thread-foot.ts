import { html, nothing, type TemplateResult } from 'lit';
import type { ThreadMessages } from '../i18n/messages.ts';
import { canWrite, type ThreadState } from '../store/thread-state.ts';

/** What `data-action` may say below the comments. */
export type FootAction = 'more';

const moreButton = ({ next, isLoadingMore }: ThreadState, messages: ThreadMessages): unknown =>
  next === null
    ? nothing
    : html`<button
        part="button more-button"
        data-action="more"
        data-near="more"
        aria-busy=${isLoadingMore ? 'true' : 'false'}
      >
        ${messages.more}
      </button>`;

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

/** What stands below the comments: the way to more of them, and the form, or why there is none. */
export const threadFoot = (
  state: ThreadState,
  isReadonly: boolean,
  messages: ThreadMessages,
  composer: HTMLElement | null,
): TemplateResult =>
  html`${moreButton(state, messages)} ${isReadonly ? nothing : invitation(state, messages, composer)}`;
