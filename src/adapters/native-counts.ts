import { CommentThreadError } from '../errors.ts';
import type { Limits } from './http.ts';
import { requestJson } from './http.ts';

/** How many threads an endpoint counts in one request. */
const mostThreads = 50;

const loadSome = async (endpoint: string, threads: readonly string[], limits?: Limits): Promise<[string, number][]> => {
  const query = new URLSearchParams(threads.map((thread) => ['thread', thread]));
  const { body } = await requestJson(`${endpoint}/counts?${query}`, { limits });
  const counts = new Map<string, unknown>(Object.entries(body ?? {}));
  return threads.map((thread) => {
    const count = counts.get(thread);
    if (Number.isSafeInteger(count) && (count as number) >= 0) return [thread, count as number];
    throw new CommentThreadError('malformed', `${endpoint}/counts has no count for "${thread}"`);
  });
};

/** How many published comments each of the threads has, in as few requests as it takes. Rejects with a CommentThreadError. */
export const loadCounts = async (
  endpoint: string,
  threads: readonly string[],
  limits?: Limits,
): Promise<ReadonlyMap<string, number>> => {
  const requests: ReturnType<typeof loadSome>[] = [];
  for (let at = 0; at < threads.length; at += mostThreads) {
    requests.push(loadSome(endpoint, threads.slice(at, at + mostThreads), limits));
  }
  return new Map((await Promise.all(requests)).flat());
};
