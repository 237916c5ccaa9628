import { html, nothing, type TemplateResult } from 'lit';
import type { Branch } from '../model/branches.ts';
import type { Comment, Order } from '../model/comment.ts';
import type { ThreadState } from '../store/thread-state.ts';
import { commentList, pingbackList } from './comment-list.ts';
import type { CommentNote, ViewContext } from './view-context.ts';

/** All that one rendering of a thread is made from. */
export interface ThreadView {
  readonly state: ThreadState;
  readonly context: ViewContext;
  readonly branches: readonly Branch<CommentNote>[];
  readonly pingbacks: readonly Comment[];
  /** Whether all that showing a comment takes is there: the words, and the sanitiser where a body needs it. */
  readonly isPrepared: boolean;
  /** Whether every comment known so far is in `branches`; what stands below the list waits for that. */
  readonly isComplete: boolean;
  /** The orders the reader may choose from. */
  readonly orders: readonly Order[];
  readonly isReadonly: boolean;
  /** Whether the reader may write at all, without asking whether the thread is open. */
  readonly canWrite: boolean;
  /** The form at the foot, once it has been loaded. */
  readonly composer: HTMLElement | null;
  /** Said once, politely. */
  readonly announcement: string;
}

/** What `data-action` may say outside a comment. */
export type ThreadAction = 'retry' | 'more';

const heading = ({ state: { thread }, isPrepared, context: { messages } }: ThreadView): unknown =>
  thread && isPrepared ? html`<h2 part="heading">${messages.heading(thread.count, thread.title)}</h2>` : nothing;

const orderControl = ({ state, orders, branches, context: { messages } }: ThreadView): unknown =>
  state.thread && orders.length > 1 && branches.length > 1
    ? html`<label part="order">
        ${messages.orderLabel}
        <select part="order-select" data-control="order">
          ${orders.map(
            (order) => html`<option value=${order} .selected=${order === state.order}>${messages[order]}</option>`,
          )}
        </select>
      </label>`
    : nothing;

const failure = ({ state: { error, thread, phase }, context: { messages } }: ThreadView): unknown =>
  phase === 'failed' && error
    ? html`<div part="notice error" role="alert">
        <p>${messages.loadFailed(error.code)} ${thread ? messages.stale : nothing}</p>
        ${
          error.retryable
            ? html`<button part="button retry-button" data-action="retry">${messages.retry}</button>`
            : nothing
        }
      </div>`
    : nothing;

const comments = (view: ThreadView): unknown => {
  const { state, context, branches, pingbacks, isComplete } = view;
  const { messages } = context;
  const isEmpty = !branches.length && !pingbacks.length && isComplete;
  return html`${commentList(branches, context)}
  ${
    isComplete && state.next !== null
      ? html`<button
          part="button more-button"
          data-action="more"
          data-near="more"
          aria-busy=${state.isLoadingMore ? 'true' : 'false'}
        >
          ${messages.more}
        </button>`
      : nothing
  }
  ${isComplete ? pingbackList(pingbacks, context) : nothing}
  ${isEmpty ? html`<slot name="empty"><p part="notice">${messages.empty}</p></slot>` : nothing}`;
};

const foot = (view: ThreadView): unknown => {
  const { state, context, isReadonly, canWrite, composer } = view;
  const { messages } = context;
  if (isReadonly) return nothing;
  if (state.thread?.closed) return html`<p part="notice closed">${messages.closed}</p>`;
  if (canWrite) return html`<div part="composer-area" data-near="composer">${composer}</div>`;
  const signIn = state.policy?.signIn;
  return html`<slot name="sign-in"
    ><p part="notice">
      ${messages.signInToWrite} ${signIn ? html`<a part="sign-in-link" href=${signIn}>${messages.signIn}</a>` : nothing}
    </p></slot
  >`;
};

/**
 * A whole thread. Until a first answer has arrived, what stood in the default slot stays
 * where it is; once the thread is shown, a failure only adds a notice above it.
 */
export const threadView = (view: ThreadView): TemplateResult => {
  const { state, context, isPrepared } = view;
  const isShown = state.thread !== null && isPrepared;
  const isWaiting = !isShown && (state.phase === 'loading' || state.thread !== null);
  return html`<section part="thread">
    <div part="head"><slot name="heading">${heading(view)}</slot>${orderControl(view)}</div>
    <p part="status" role="status">${view.announcement}</p>
    ${failure(view)} ${isShown ? comments(view) : html`<slot></slot>`}
    ${isWaiting ? html`<p part="notice loading">${context.messages.loading}</p>` : nothing}
    ${isShown ? foot(view) : nothing}
    <slot name="footer"></slot>
  </section>`;
};
