/** One request for a draft, bounded in time. */
import type { Adapter, Outcome } from '../adapters/adapter.ts';
import { asCommentThreadError, CommentThreadError } from '../errors.ts';
import type { Draft, DraftError } from './draft.ts';
import type { After } from './rests.ts';

/** Milliseconds after which whoever has not answered no longer holds up the others, nor shows as on its way. */
export const PATIENCE = 9000;

/** An error as a record keeps it. */
export const toDraftError = ({ code, message, detail, fields }: CommentThreadError): DraftError =>
  detail === undefined ? { code, message, fields } : { code, message, detail, fields };

/** Runs one request, bounded in time even where the adapter is not. Rejects with `timeout`, or as the request does. */
export const withPatience = async <Answer>(
  after: After,
  stop: AbortSignal,
  request: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> => {
  const controller = new AbortController();
  const giveUp = (): void => {
    controller.abort(new CommentThreadError('timeout', 'The adapter did not answer in time.', { retryable: true }));
  };
  const { signal } = controller;
  const late = new Promise<never>((_, reject) => {
    signal.onabort = () => reject(signal.reason as CommentThreadError);
  });
  const cancel = after(PATIENCE, giveUp);
  stop.addEventListener('abort', giveUp);
  if (stop.aborted) giveUp();
  try {
    // An answer that is there counts, however late it was.
    return await Promise.race([request(signal), late]);
  } finally {
    cancel();
    stop.removeEventListener('abort', giveUp);
  }
};

/** Sends a draft once; never rejects. */
export const sendDraft = async (adapter: Adapter, draft: Draft, after: After, stop: AbortSignal): Promise<Outcome> => {
  const { id, thread, parent, text, author, writer, secret, revision } = draft;
  try {
    return await withPatience(after, stop, (signal) =>
      adapter.send({ id, thread, parent, text, author, writer, secret, revision, signal }),
    );
  } catch (error) {
    return { kind: 'unknown', error: asCommentThreadError(error, 'network') };
  }
};
