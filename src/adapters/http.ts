/**
 * The one home of `fetch`: asks for JSON, within bounds of bytes and time.
 *
 * - A read has no header of its own, which would cost a preflight, and the credentials of
 *   `<link rel="preload" as="fetch" crossorigin>`, without which that could not answer it.
 * - What is somebody's own (http-own.ts) says what else there is to a request.
 */
import { CommentThreadError, isCommentThreadError } from '../errors.ts';
import { errorOfStatus } from './status.ts';

/** How much an answer may be and how long it may take; tests set these, nobody else needs to. */
export interface Limits {
  /** Bytes of a body that are read, decompressed. @default 5_000_000 */
  readonly bytes?: number;
  /** Milliseconds without a byte before the request is given up: fewer than the 10 s a reader is asked to wait. @default 9_000 */
  readonly idle?: number;
  /** Milliseconds for everything. @default 60_000 */
  readonly total?: number;
}

/** What is asked, and how much of an answer is read. */
export interface JsonRequest {
  /** What a request is beyond a plain read; what it throws ends the request, and its time counts. */
  readonly init?: () => Promise<RequestInit>;
  /** The error that an answer other than 2xx is; `read` gives so many bytes of its body. @default that of its status */
  readonly toError?: (response: Response, read: (bytes: number) => Promise<string>) => Promise<CommentThreadError>;
  /** Ends the request with the signal's own reason, unchanged, so that an abort can be told from an error. */
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Limits | undefined;
}

/** Any 2xx answer. */
export interface JsonAnswer {
  readonly status: number;
  /** Untrusted; null for 204. */
  readonly body: unknown;
}

const readText = async (response: Response, bytes: number, onBytes: () => void): Promise<string> => {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  let rest = bytes;
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) return text + decoder.decode();
    onBytes();
    rest -= chunk.value.length;
    if (rest < 0) {
      throw new CommentThreadError('too-large', `${response.url} answered more than ${bytes} bytes`);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
};

const exchange = async (url: string, request: JsonRequest, signal: AbortSignal, onBytes: () => void) => {
  const { init, toError, limits } = request;
  const made = await init?.();
  signal.throwIfAborted();
  onBytes();
  const response = await fetch(url, { credentials: 'same-origin', ...made, signal });
  onBytes();
  const { ok, status } = response;
  const read = (bytes: number): Promise<string> => readText(response, bytes, onBytes);
  if (!ok) throw (await toError?.(response, read)) ?? errorOfStatus(response);
  if (status === 204) return { status, body: null };
  const text = await read(limits?.bytes ?? 5_000_000);
  try {
    return { status, body: JSON.parse(text) as unknown };
  } catch (cause) {
    const type = response.headers.get('Content-Type');
    throw new CommentThreadError('not-json', `${url} answered ${status} with ${type}, not JSON`, {
      cause,
      status,
      retryable: true, // the sign-in page of a public network answers so, and goes away
    });
  }
};

const rejectOnAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason, whatever it is
      reject(signal.reason);
    });
  });

/**
 * Asks `url` for JSON and resolves to any 2xx answer. Rejects with the caller's abort reason,
 * or with a CommentThreadError: `network`, `timeout`, `too-large`, `not-json`, or the code of the answer's status.
 */
export const requestJson = async (url: string, request: JsonRequest = {}): Promise<JsonAnswer> => {
  const { signal, limits } = request;
  signal?.throwIfAborted();
  const own = new AbortController();
  const either = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
  const giveUp = (): void => {
    own.abort(new CommentThreadError('timeout', `${url} did not answer in time`, { retryable: true }));
  };
  let idle: ReturnType<typeof setTimeout> | undefined;
  const onBytes = (): void => {
    clearTimeout(idle);
    idle = setTimeout(giveUp, limits?.idle ?? 9_000);
  };
  const total = setTimeout(giveUp, limits?.total ?? 60_000);
  try {
    return await Promise.race([rejectOnAbort(either), exchange(url, request, either, onBytes)]);
  } catch (error) {
    if (either.aborted) throw either.reason;
    own.abort(); // reads no further
    throw isCommentThreadError(error)
      ? error
      : new CommentThreadError('network', `The request to ${url} failed`, { cause: error, retryable: true });
  } finally {
    clearTimeout(idle);
    clearTimeout(total);
  }
};
