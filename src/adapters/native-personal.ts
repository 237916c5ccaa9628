/**
 * What of the native protocol is somebody's own: writing, deleting, and who is signed in. Ids come from
 * the client and PUT is idempotent, so a submission may be sent any number of times; only an
 * answer that names the comment proves that it arrived. The site's token may be another reader's by the
 * time a draft is sent, so a token not met before is first asked whose it is.
 */
import type { ErrorCode } from '../errors.ts';
import { CommentThreadError } from '../errors.ts';
import type { Comment, Mine } from '../model/comment.ts';
import type { Adapter, AdapterContext, Ownership, Submission } from './adapter.ts';
import type { JsonAnswer, Limits } from './http.ts';
import { requestOwn, type OwnRequest } from './http-own.ts';
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

/** What the personal half gives the adapter. */
export type Personal = Required<Pick<Adapter, 'send' | 'remove' | 'read' | 'mine'>>;

/** The personal half of the native adapter. */
export const nativePersonal = ({ endpoint, getToken }: AdapterContext, limits?: Limits): Personal => {
  const commentUrl = (id: string): string => `${endpoint}/comments/${encodeURIComponent(id)}`;

  const request = (url: string, options: OwnRequest): Promise<JsonAnswer> =>
    requestOwn(url, { parseProblem, limits, ...options });

  const bearer = async (): Promise<string> => {
    const token = await getToken();
    if (!token) throw new CommentThreadError('sign-in', 'Nobody is signed in');
    return `Bearer ${token}`;
  };

  const prove = ({ secret }: Ownership) => (secret === null ? bearer : () => Promise.resolve(`Comment ${secret}`));

  /** Whose the last token was that `mine` answered for. */
  let known: { readonly proof: string; readonly viewer: string } | null = null;

  const askMine = async (
    thread: string,
    authorize: () => Promise<string>,
    signal?: AbortSignal,
  ): Promise<Mine | null> => {
    let proof = '';
    const url = `${endpoint}/mine?${new URLSearchParams({ thread })}`;
    const asked = request(url, { authorize: async () => (proof = await authorize()), signal });
    const answer = await unless(asked, 'sign-in');
    const mine = answer && parseMine(answer.body, endpoint);
    known = mine && { proof, viewer: mine.viewer.id };
    return mine;
  };

  /** Proves that its writer is signed in. Throws `sign-in` where somebody else is, or nobody. */
  const proveWriter = async ({ writer, thread, signal }: Submission) => {
    const proof = await bearer();
    const authorize = async (): Promise<string> => proof;
    let viewer = known?.proof === proof ? known.viewer : undefined;
    if (viewer === undefined) {
      viewer = (await askMine(thread, authorize, signal))?.viewer.id;
      // A page that was frozen meanwhile has its timers run first: whoever sent has given up by now.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    if (viewer !== writer) throw new CommentThreadError('sign-in', 'Somebody else is signed in');
    return authorize;
  };

  const named = ({ body }: JsonAnswer, id: string): Comment => {
    const comment = parseComment(body, endpoint);
    if (comment?.id === id) return comment;
    throw new CommentThreadError('malformed', `The endpoint answered without comment ${id}`, { retryable: true });
  };

  return {
    async send(submission) {
      const { id, thread, parent, text, author, secret, revision, signal } = submission;
      let authorize: OwnRequest['authorize'];
      try {
        if (!author) authorize = await proveWriter(submission);
        const answer = await request(commentUrl(id), {
          method: 'PUT',
          body: { thread, parent, text, author: author ?? undefined, secret, revision },
          authorize,
          signal,
        });
        const comment = named(answer, id);
        // What was deleted is not what its writer asked for: they keep their words.
        if (comment.status === 'deleted') throw new CommentThreadError('not-found', 'The comment has been deleted');
        return { kind: answer.status === 202 || comment.status === 'pending' ? 'held' : 'posted', comment };
      } catch (error) {
        const outcome = toOutcome(error);
        // Without its writer's proof nothing was sent: what was refused is not the comment.
        return outcome.kind === 'refused' && !author && !authorize ? { ...outcome, kind: 'unknown' } : outcome;
      }
    },

    async remove(own) {
      await unless(request(commentUrl(own.id), { method: 'DELETE', authorize: prove(own) }), 'not-found', 'closed');
    },

    async read(own) {
      const answer = await unless(request(commentUrl(own.id), { authorize: prove(own) }), 'not-found', 'closed');
      return answer && named(answer, own.id);
    },

    mine: (thread) => askMine(thread, bearer),
  };
};
