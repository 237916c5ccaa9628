/**
 * The native protocol over HTTP. Ids come from the client and PUT is idempotent, so a submission
 * may be sent any number of times; only an answer that names the comment proves that it arrived.
 */
import type { ErrorCode } from '../errors.ts';
import { asCommentThreadError, CommentThreadError, isCommentThreadError } from '../errors.ts';
import type { Comment } from '../model/comment.ts';
import type { Adapter, AdapterContext, LoadRequest, Outcome, Ownership } from './adapter.ts';
import type { JsonAnswer, JsonRequest, Limits } from './http.ts';
import { requestJson } from './http.ts';
import { parseComment, parseMine, parsePage } from './native-page.ts';
import { parseProblem } from './problem.ts';

const hasCode = (error: unknown, ...codes: ErrorCode[]): boolean =>
  isCommentThreadError(error) && codes.includes(error.code);

/** What a request ends in, or null when it ends in one of the `codes`. */
const unless = async <T>(request: Promise<T>, ...codes: ErrorCode[]): Promise<T | null> => {
  try {
    return await request;
  } catch (error) {
    if (hasCode(error, ...codes)) return null;
    throw error;
  }
};

/** The parameters always stand in this order, so that a page can preload the very URL. */
const pageUrl = (endpoint: string, { thread, order, cursor, around }: LoadRequest): string =>
  `${endpoint}/comments?${new URLSearchParams({
    thread,
    order,
    limit: '200',
    ...(cursor && { cursor }),
    ...(around && { around }),
  })}`;

const toOutcome = (thrown: unknown): Outcome => {
  const error = asCommentThreadError(thrown, 'network');
  if (hasCode(error, 'sign-in')) return { kind: 'signIn' };
  const refused = hasCode(error, 'refused', 'forbidden', 'not-found', 'conflict', 'closed');
  return { kind: refused ? 'refused' : 'unknown', error };
};

/** Speaks the native protocol with one endpoint; `limits` are for tests. */
export const nativeAdapter = ({ endpoint, getToken }: AdapterContext, limits?: Limits): Adapter => {
  const commentUrl = (id: string): string => `${endpoint}/comments/${encodeURIComponent(id)}`;

  const request = (url: string, options: JsonRequest): Promise<JsonAnswer> =>
    requestJson(url, { parseProblem, limits, ...options });

  const bearer = async (): Promise<string> => {
    const token = await getToken();
    if (!token) throw new CommentThreadError('sign-in', 'Nobody is signed in');
    return `Bearer ${token}`;
  };

  const prove = ({ secret }: Ownership) => (secret === null ? bearer : () => Promise.resolve(`Comment ${secret}`));

  const named = ({ body }: JsonAnswer, id: string): Comment => {
    const comment = parseComment(body, endpoint);
    if (comment?.id === id) return comment;
    throw new CommentThreadError('malformed', `The endpoint answered without comment ${id}`, { retryable: true });
  };

  return {
    keyed: true,
    orders: ['oldest', 'newest', 'popular'],

    async load(asked) {
      const { body } = await request(pageUrl(endpoint, asked), { signal: asked.signal });
      return parsePage(body, asked.thread, endpoint);
    },

    async send({ id, thread, parent, text, author, secret, revision, signal }) {
      try {
        const answer = await request(commentUrl(id), {
          method: 'PUT',
          body: { thread, parent, text, author: author ?? undefined, secret, revision },
          authorize: author ? undefined : bearer,
          signal,
        });
        const comment = named(answer, id);
        return { kind: answer.status === 202 || comment.status === 'pending' ? 'held' : 'posted', comment };
      } catch (error) {
        return toOutcome(error);
      }
    },

    async remove(own) {
      await unless(request(commentUrl(own.id), { method: 'DELETE', authorize: prove(own) }), 'not-found', 'closed');
    },

    async read(own) {
      const answer = await unless(request(commentUrl(own.id), { authorize: prove(own) }), 'not-found', 'closed');
      return answer && named(answer, own.id);
    },

    async mine(thread) {
      const url = `${endpoint}/mine?${new URLSearchParams({ thread })}`;
      const answer = await unless(request(url, { authorize: bearer }), 'sign-in');
      return answer && parseMine(answer.body, endpoint);
    },
  };
};
