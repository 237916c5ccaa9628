import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Branch } from '../model/branches.ts';
import type { Order } from '../model/comment.ts';
import type { ThreadState } from '../store/thread-state.ts';
import { commentList } from './comment-list.ts';
import type { CommentNote, ViewContext } from './view-context.ts';

/** All that one rendering of a thread is made from. */
export interface ThreadView {
  readonly state: ThreadState;
  readonly context: ViewContext;
  readonly branches: readonly Branch<CommentNote>[];
  /** Whether there is nothing to show, now or later. */
  readonly isEmpty: boolean;
  /** Whether all that showing the thread takes is there: an answer, the words, and the sanitiser where a body needs it. */
  readonly isShown: boolean;
  /** Whether no answer has come for long, or none will: until then nothing is said of a copy. */
  readonly isLost: boolean;
  /** Whether the words are those of the page's language yet. */
  readonly isWorded: boolean;
  /** The orders the reader may choose from, where there is anything to order. */
  readonly orders: readonly Order[];
  /** The reader's words that are not sent yet. */
  readonly outbox: unknown;
  /** Of when what is shown is, where the endpoint has not answered in this visit. */
  readonly age: unknown;
  /** What stands below the comments, once there is somebody to make it. */
  readonly foot: unknown;
  /** Said once, politely. */
  readonly announcement: string;
}

/** What `data-action` may say outside a comment. */
export type ThreadAction = 'retry';

const heading = ({ state: { thread }, isShown, context: { messages } }: ThreadView): unknown =>
  thread && isShown
    ? html`<h2 part="heading" id="heading">${messages.heading(thread.count, thread.title)}</h2>`
    : nothing;

const orderControl = ({ state, isShown, orders, context: { messages } }: ThreadView): unknown =>
  isShown && orders.length > 1
    ? html`<label part="order">
        ${messages.orderLabel}
        <select part="order-select" data-control="order">
          ${orders.map(
            (order) => html`<option value=${order} .selected=${order === state.order}>${messages[order]}</option>`,
          )}
        </select>
      </label>`
    : nothing;

const loading = (view: ThreadView): TemplateResult =>
  html`<p part="notice loading">${view.context.messages.loading} ${view.age}</p>`;

const failure = (view: ThreadView): unknown => {
  const { error, thread, phase, savedAt } = view.state;
  const { messages } = view.context;
  return phase === 'failed' && error
    ? html`<div part="notice error" role="alert">
        <p>${messages.loadFailed(error.code)} ${thread && savedAt === null ? messages.stale : view.age}</p>
        ${
          !/^(endpoint|adapter)-/.test(error.code)
            ? html`<button part="button retry-button" data-action="retry">${messages.retry}</button>`
            : nothing
        }
      </div>`
    : nothing;
};

const comments = ({ context, branches, isEmpty }: ThreadView): unknown =>
  isEmpty
    ? html`<slot name="empty"><p part="notice">${context.messages.empty}</p></slot>`
    : commentList(branches, context);

/**
 * A whole thread. Until a first answer has arrived, what stood in the default slot stays
 * where it is; once the thread is shown, a failure only adds a notice above it.
 */
export const threadView = (view: ThreadView): TemplateResult => {
  const { state, isShown } = view;
  const isRenewed = isShown && state.phase === 'loading' && state.savedAt !== null && view.isLost;
  const isWaiting = !isShown && view.isWorded && (state.phase === 'loading' || state.thread !== null);
  return html`<section part="thread" tabindex="-1">
    <div part="head"><slot name="heading">${heading(view)}</slot>${orderControl(view)}</div>
    <p part="status" role="status">${view.announcement}</p>
    ${view.outbox} ${failure(view)} ${isRenewed ? loading(view) : nothing}
    ${isShown ? comments(view) : html`<slot></slot>`} ${isWaiting ? loading(view) : nothing}
    ${isShown ? view.foot : nothing}
    <slot name="footer"></slot>
  </section>`;
};
