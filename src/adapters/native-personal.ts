/**
 * What of the native protocol is somebody's own: writing, deleting, and who is signed in. Ids come from
 * the client and PUT is idempotent, so a submission may be sent any number of times; only an
 * answer that names the comment proves that it arrived.
 */
import type { ErrorCode } from '../errors.ts';
import { CommentThreadError } from '../errors.ts';
import type { Comment } from '../model/comment.ts';
import type { Adapter, AdapterContext, Ownership } from './adapter.ts';
import type { JsonAnswer, JsonRequest, Limits } from './http.ts';
import { requestJson } from './http.ts';
import { parseComment } from './native-page.ts';
import { parseMine } from './native-viewer.ts';
import { hasCode, toOutcome } from './outcome.ts';
import { parseProblem } from './problem.ts';

/** What a request ends in, or null when it ends in one of the `codes`. */
const unless = async <T>(request: Promise<T>, ...codes: ErrorCode[]): Promise<T | null> => {
  try {
    return await request;
  } catch (error) {
    if (hasCode(error, ...codes)) return null;
    throw error;
  }
};

/** The personal half of the native adapter. */
export const nativePersonal = (
  { endpoint, getToken }: AdapterContext,
  limits?: Limits,
): Required<Pick<Adapter, 'send' | 'remove' | 'read' | 'mine'>> => {
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
