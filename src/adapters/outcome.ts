/**
 * What becomes of a draft, by the answer to it. “Again” is the same id and revision, so that a backend that
 * knows ids takes any number of copies for one comment; where it does not, the thread is read instead.
 *
 *   | The endpoint answers                   | The draft is | and then                                          |
 *   | 200, 201 and names the comment         | posted       | leaves the device, but for the proof it is one's own |
 *   | 2xx and says that it has been deleted  | refused      | is back in the form, with the reason              |
 *   | 202 and names the comment              | held         | is kept and shown until moderation has decided    |
 *   | 2xx and names no comment, or another   | unknown      | is sent again after a pause                       |
 *   | 3xx                                    | unknown      | is sent again after a pause; no redirect is followed |
 *   | nothing, or not within 9 seconds       | unknown      | is sent again after a pause                       |
 *   | 408, 425, 5xx                          | unknown      | is sent again after a pause                       |
 *   | 429, or 503 with Retry-After           | not taken    | is sent again, no earlier than asked              |
 *   | 401                                    | waiting      | waits until its writer has signed in              |
 *   | 400, 413, 422                          | refused      | is back in the form, with what is to be mended    |
 *   | 403, 404, 409, 410                     | refused      | is back in the form, with the reason              |
 *   | any other status                       | unknown      | is sent again after a pause                       |
 */
import { asCommentThreadError, isCommentThreadError, type ErrorCode } from '../errors.ts';
import type { Outcome } from './adapter.ts';

/** Whether a request ended in one of the `codes`. */
export const hasCode = (error: unknown, ...codes: ErrorCode[]): boolean =>
  isCommentThreadError(error) && codes.includes(error.code);

/** What a send that threw has come to; only an answer that says no is not `unknown`. */
export const toOutcome = (thrown: unknown): Outcome => {
  const error = asCommentThreadError(thrown, 'network');
  if (hasCode(error, 'sign-in')) return { kind: 'signIn' };
  const refused = hasCode(error, 'refused', 'forbidden', 'not-found', 'conflict', 'closed');
  return { kind: refused ? 'refused' : 'unknown', error };
};
