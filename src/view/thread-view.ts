import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Branch } from '../model/branches.ts';
import type { Order } from '../model/comment.ts';
import type { ThreadState } from '../store/thread-state.ts';
import { commentList, pingbackList } from './comment-list.ts';
import type { CommentNote, ViewContext } from './view-context.ts';

/** All that one rendering of a thread is made from. */
export interface ThreadView {
  readonly state: ThreadState;
  readonly context: ViewContext;
  readonly branches: readonly Branch<CommentNote>[];
  readonly pingbacks: readonly Branch<CommentNote>[];
  /** Whether all that showing a comment takes is there: the words, and the sanitiser where a body needs it. */
  readonly isPrepared: boolean;
  /** Whether the words are those of the page's language yet. */
  readonly isWorded: boolean;
  /** Whether every comment known so far is in `branches`; what stands below the list waits for that. */
  readonly isComplete: boolean;
  /** The orders the reader may choose from. */
  readonly orders: readonly Order[];
  /** The reader's words that are not sent yet. */
  readonly outbox: unknown;
  /** What stands below the comments, once there is somebody to make it. */
  readonly foot: unknown;
  /** Said once, politely. */
  readonly announcement: string;
}

/** What `data-action` may say outside a comment. */
export type ThreadAction = 'retry';

const heading = ({ state: { thread }, isPrepared, context: { messages } }: ThreadView): unknown =>
  thread && isPrepared
    ? html`<h2 part="heading" id="heading">${messages.heading(thread.count, thread.title)}</h2>`
    : nothing;

const orderControl = ({ state, isPrepared, orders, branches, context: { messages } }: ThreadView): unknown =>
  isPrepared && orders.length > 1 && branches.length > 1
    ? html`<label part="order">
        ${messages.orderLabel}
        <select part="order-select" data-control="order">
          ${orders.map(
            (order) => html`<option value=${order} .selected=${order === state.order}>${messages[order]}</option>`,
          )}
        </select>
      </label>`
    : nothing;

/** Milliseconds: a copy is not called older than it is, but no copy is from “now”. */
const youngest = 60_000;

/** Of when what is shown is, where the endpoint has not answered in this visit. */
const age = ({ state: { savedAt }, context: { messages, formats } }: ThreadView): unknown =>
  savedAt === null
    ? nothing
    : messages.savedCopy(formats.relative(Math.min(savedAt, Date.now() - youngest), Date.now()));

const loading = (view: ThreadView): TemplateResult =>
  html`<p part="notice loading">${view.context.messages.loading} ${age(view)}</p>`;

const failure = (view: ThreadView): unknown => {
  const { error, thread, phase, savedAt } = view.state;
  const { messages } = view.context;
  return phase === 'failed' && error
    ? html`<div part="notice error" role="alert">
        <p>${messages.loadFailed(error.code)} ${thread && savedAt === null ? messages.stale : age(view)}</p>
        ${
          !/^(endpoint|adapter)-/.test(error.code)
            ? html`<button part="button retry-button" data-action="retry">${messages.retry}</button>`
            : nothing
        }
      </div>`
    : nothing;
};

const comments = (view: ThreadView): unknown => {
  const { context, branches, pingbacks, isComplete } = view;
  const { messages } = context;
  const isEmpty = !branches.length && !pingbacks.length && isComplete;
  return html`${commentList(branches, context)} ${isComplete ? pingbackList(pingbacks, context) : nothing}
  ${isEmpty ? html`<slot name="empty"><p part="notice">${messages.empty}</p></slot>` : nothing}`;
};

/**
 * A whole thread. Until a first answer has arrived, what stood in the default slot stays
 * where it is; once the thread is shown, a failure only adds a notice above it.
 */
export const threadView = (view: ThreadView): TemplateResult => {
  const { state, isPrepared } = view;
  const isShown = state.thread !== null && isPrepared;
  const isRenewed = isShown && state.phase === 'loading' && state.savedAt !== null;
  const isWaiting = !isShown && view.isWorded && (state.phase === 'loading' || state.thread !== null);
  return html`<section part="thread" tabindex="-1">
    <div part="head"><slot name="heading">${heading(view)}</slot>${orderControl(view)}</div>
    <p part="status" role="status">${view.announcement}</p>
    ${view.outbox} ${failure(view)} ${isRenewed ? loading(view) : nothing}
    ${isShown ? comments(view) : html`<slot></slot>`} ${isWaiting ? loading(view) : nothing}
    ${isShown && view.isComplete ? view.foot : nothing}
    <slot name="footer"></slot>
  </section>`;
};
