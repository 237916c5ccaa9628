/**
 * A backend that gives comments ids of its own, cannot tell two copies of one apart, says nothing of the client's
 * own ids, and answers with HTML; and the adapter that speaks with it.
 */
import type { Adapter, Outcome } from '../../../src/adapters/adapter.ts';
import { requestOwn } from '../../../src/adapters/http-own.ts';
import { requestJson } from '../../../src/adapters/http.ts';
import { asCommentThreadError, CommentThreadError } from '../../../src/errors.ts';
import type { Comment, Page } from '../../../src/model/comment.ts';
import type { Kept } from './keyed-endpoint.ts';
import { endpointUrl, type Answer, type Ask, type Endpoint } from './wire.ts';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const toWire = ({ id, parent, name, text, isHeld }: Kept): object => ({
  id,
  parent,
  author: name,
  html: `<p>${escape(text).replace(/\*\*(\w+)\*\*/g, '<strong>$1</strong>')}</p>\n`,
  held: isHeld,
});

/** How many comments one page of the thread holds. */
const PAGE = 5;

export class UnkeyedBackend implements Endpoint {
  readonly comments = new Map<string, Kept>();
  readonly problems: string[] = [];
  #minted = 0;

  handle({ method, path, authorization, body }: Ask, isHeld: boolean): Answer {
    if (method === 'GET') return { status: 200, body: this.#page(Number(path.split('=')[1])) };
    const { draft, parent, text, author } = body as Record<string, string | null>;
    const by = authorization.replace('Bearer ', '');
    if (author == null && !by) return { status: 401, body: {} };
    if (parent != null && !this.comments.has(parent)) return { status: 404, body: {} };
    return {
      status: isHeld ? 202 : 201,
      body: toWire(this.add({ origin: draft!, parent: parent ?? null, name: author ?? by, by, text: text!, isHeld })),
    };
  }

  add(about: Omit<Kept, 'id' | 'secret' | 'revision'>): Kept {
    const kept = { ...about, id: `c${++this.#minted}`, secret: '', revision: 0 };
    this.comments.set(kept.id, kept);
    return kept;
  }

  moderate(id: string, isKept: boolean): void {
    const known = this.comments.get(id);
    if (!known?.isHeld) return;
    if (isKept) this.comments.set(id, { ...known, isHeld: false });
    else this.comments.delete(id);
  }

  #page(from: number): object {
    const shown = [...this.comments.values()].filter(({ isHeld }) => !isHeld);
    return {
      comments: shown.slice(from, from + PAGE).map(toWire),
      next: from + PAGE < shown.length ? String(from + PAGE) : null,
    };
  }
}

interface Wire {
  readonly id: string;
  readonly parent: string | null;
  readonly author: string;
  readonly html: string;
  readonly held: boolean;
}

const toComment = ({ id, parent, author, html, held }: Wire): Comment => ({
  id,
  parent,
  kind: 'comment',
  number: null,
  sequence: null,
  author: { name: author },
  created: null,
  edited: null,
  revision: 0,
  body: { html },
  status: held ? 'pending' : 'published',
  likes: 0,
});

const refusals = ['refused', 'forbidden', 'not-found', 'conflict', 'closed'];

const toOutcome = (error: CommentThreadError): Outcome => {
  if (error.code === 'sign-in') return { kind: 'signIn' };
  return { kind: refusals.includes(error.code) ? 'refused' : 'unknown', error };
};

/** As a site's own adapter would be written; `token` is whose token is sent along. */
export const unkeyedAdapter = (token: () => string): Adapter => ({
  keyed: false,

  async load({ thread, cursor, signal }): Promise<Page> {
    const { body } = await requestJson(`${endpointUrl}/thread?from=${cursor ?? '0'}`, { signal });
    const { comments, next } = (body ?? {}) as { comments?: Wire[]; next: string | null };
    if (!Array.isArray(comments)) throw new CommentThreadError('malformed', 'The backend answered no thread.');
    return {
      thread: { id: thread, count: comments.length, closed: false },
      comments: comments.map(toComment),
      next,
      policy: { guests: true, email: 'none', maxLength: 8000, editSeconds: 0, moderation: 'none' },
    };
  },

  async send({ id, parent, text, author, signal }): Promise<Outcome> {
    try {
      const { body } = await requestOwn(`${endpointUrl}/new`, {
        method: 'PUT',
        // The draft's id is for the judge; the backend has no use for it.
        body: { draft: id, parent, text, author: author?.name ?? null },
        authorize: author ? undefined : async () => `Bearer ${token()}`,
        signal,
      });
      const wire = body as Wire | null;
      if (typeof wire?.id !== 'string' || typeof wire.html !== 'string')
        throw new Error('The backend named no comment.');
      return { kind: wire.held ? 'held' : 'posted', comment: toComment(wire) };
    } catch (error) {
      return toOutcome(asCommentThreadError(error, 'malformed'));
    }
  },
});
