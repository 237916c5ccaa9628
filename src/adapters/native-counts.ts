import { CommentThreadError } from '../errors.ts';
import type { Limits } from './http.ts';
import { requestJson } from './http.ts';

/** How many threads the native protocol counts in one request. */
export const maxThreads = 50;

/**
 * How many comments each of up to `maxThreads` threads has; a thread the endpoint gives no
 * proper number for is missing. Rejects with a CommentThreadError.
 */
export const loadCounts = async (
  endpoint: string,
  threads: readonly string[],
  limits?: Limits,
): Promise<ReadonlyMap<string, number>> => {
  const query = new URLSearchParams(threads.map((thread) => ['thread', thread]));
  const { body } = await requestJson(`${endpoint}/counts?${query}`, { limits });
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new CommentThreadError('malformed', `${endpoint}/counts answered no counts by thread`);
  }
  return new Map(
    Object.entries(body).filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1]) && entry[1] >= 0),
  );
};
