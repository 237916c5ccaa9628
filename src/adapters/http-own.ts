/**
 * Requests for what is somebody's own: writes, and reads that prove who asks.
 *
 * - They follow no redirect: a 303 would turn a write into a read that answers 200 for a comment nobody stored, and
 *   such a read may decide what becomes of a draft.
 * - A rejected fetch proves nothing (the endpoint may have acted on it), so whoever writes must be able to ask again.
 */
import type { ErrorDetails } from '../errors.ts';
import { requestJson, type JsonAnswer, type JsonRequest } from './http.ts';
import { errorOfStatus } from './status.ts';

/** What is asked, as whom, and what a failure says. */
export interface OwnRequest extends Pick<JsonRequest, 'signal' | 'limits'> {
  /** @default 'GET' */
  readonly method?: 'GET' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: object;
  /** Makes the `Authorization` header; what it throws ends the request, and its time counts. */
  readonly authorize?: (() => Promise<string>) | undefined;
  /** Reads what a JSON body says about a failure; without it such bodies are not even loaded. */
  readonly parseProblem?: (document: unknown) => ErrorDetails;
}

const problemBytes = 65_536;

const parseJson = async (text: Promise<string>): Promise<unknown> => {
  try {
    return JSON.parse(await text);
  } catch {
    return null; // that it failed is known from the status
  }
};

/** Asks as `requestJson` does, and rejects as it does. */
export const requestOwn = (
  url: string,
  { method = 'GET', body, authorize, parseProblem, signal, limits }: OwnRequest,
): Promise<JsonAnswer> =>
  requestJson(url, {
    signal,
    limits,
    init: async () => ({
      method,
      headers: {
        ...(authorize && { Authorization: await authorize() }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body ? JSON.stringify(body) : null,
      redirect: method !== 'GET' || authorize ? 'error' : 'follow',
    }),
    toError: async (response, read) => errorOfStatus(response, parseProblem?.(await parseJson(read(problemBytes)))),
  });
