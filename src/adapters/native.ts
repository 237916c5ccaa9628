/**
 * The native protocol over HTTP. Ids come from the client and PUT is idempotent, so a submission
 * may be sent any number of times; only an answer that names the comment proves that it arrived.
 */
import type { ErrorCode } from '../errors.ts';
import { asCommentThreadError, CommentThreadError, isCommentThreadError } from '../errors.ts';
import type { Comment } from '../model/comment.ts';
import type { Adapter, AdapterContext, LoadRequest, Outcome, Ownership } from './adapter.ts';
import type { JsonAnswer, Limits } from './http.ts';
import { requestJson } from './http.ts';
import { parseComment, parseMine, parsePage } from './native-page.ts';

const pageSize = '200';

const hasCode = (error: unknown, ...codes: ErrorCode[]): boolean =>
  isCommentThreadError(error) && codes.includes(error.code);

/** The parameters stand in an order of their own choosing, always the same, so that a page can preload this very URL. */
const pageUrl = (endpoint: string, { thread, order, cursor, around }: LoadRequest): string => {
  const query = new URLSearchParams({ thread, order, limit: pageSize });
  if (cursor !== undefined) query.set('cursor', cursor);
  if (around !== undefined) query.set('around', around);
  return `${endpoint}/comments?${query}`;
};

const toOutcome = (thrown: unknown): Outcome => {
  const error = asCommentThreadError(thrown, 'network');
  if (hasCode(error, 'sign-in')) return { kind: 'signIn' };
  const refused = hasCode(error, 'refused', 'forbidden', 'not-found', 'conflict', 'closed');
  return { kind: refused ? 'refused' : 'unknown', error };
};

/** Speaks the native protocol with one endpoint; `limits` are for tests. */
export const nativeAdapter = ({ endpoint, getToken }: AdapterContext, limits?: Limits): Adapter => {
  const commentUrl = (id: string): string => `${endpoint}/comments/${encodeURIComponent(id)}`;

  const bearer = async (): Promise<string> => {
    const token = await getToken();
    if (!token) throw new CommentThreadError('sign-in', 'Nobody is signed in');
    return `Bearer ${token}`;
  };

  const prove = ({ secret }: Ownership) => (secret === null ? bearer : () => Promise.resolve(`Comment ${secret}`));

  const named = ({ body }: JsonAnswer, id: string): Comment => {
    const comment = parseComment(body, endpoint);
    if (comment?.id === id) return comment;
    throw new CommentThreadError('malformed', `The endpoint's answer does not name comment ${id}`, { retryable: true });
  };

  return {
    keyed: true,
    orders: ['oldest', 'newest', 'popular'],

    async load(request) {
      const { body } = await requestJson(pageUrl(endpoint, request), { signal: request.signal, limits });
      return parsePage(body, request.thread, endpoint);
    },

    async send({ id, thread, parent, text, author, secret, revision, signal }) {
      try {
        const answer = await requestJson(commentUrl(id), {
          method: 'PUT',
          body: { thread, parent, text, author: author ?? undefined, secret, revision },
          authorize: author ? undefined : bearer,
          signal,
          limits,
        });
        const comment = named(answer, id);
        return { kind: answer.status === 202 || comment.status === 'pending' ? 'held' : 'posted', comment };
      } catch (error) {
        return toOutcome(error);
      }
    },

    async remove(own) {
      try {
        await requestJson(commentUrl(own.id), { method: 'DELETE', authorize: prove(own), limits });
      } catch (error) {
        if (!hasCode(error, 'not-found', 'closed')) throw error;
      }
    },

    async read(own) {
      try {
        return named(await requestJson(commentUrl(own.id), { authorize: prove(own), limits }), own.id);
      } catch (error) {
        if (hasCode(error, 'not-found', 'closed')) return null;
        throw error;
      }
    },

    async mine(thread) {
      try {
        const url = `${endpoint}/mine?${new URLSearchParams({ thread })}`;
        return parseMine((await requestJson(url, { authorize: bearer, limits })).body, endpoint);
      } catch (error) {
        if (hasCode(error, 'sign-in')) return null;
        throw error;
      }
    },
  };
};
