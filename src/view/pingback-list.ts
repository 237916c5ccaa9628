import { html, nothing } from 'lit/html.js';
import type { Branch } from '../model/branches.ts';
import { commentItem } from './comment-list.ts';
import { rows } from './rows.ts';
import type { CommentNote, ViewContext } from './view-context.ts';

/** Pingbacks, numbered among themselves. */
export const pingbackList = (pingbacks: readonly Branch<CommentNote>[], context: ViewContext): unknown =>
  pingbacks.length
    ? html`<section part="pingbacks">
        <h3 part="pingbacks-heading">${context.messages.pingbacks(pingbacks.length)}</h3>
        <div part="pingback-list" role="list" ${rows(pingbacks, context, commentItem)}></div>
      </section>`
    : nothing;
