/**
 * What went wrong, in one word. The set is part of the public contract: a site may
 * decide by code, while the message is for the developer who reads the console.
 */
export type ErrorCode =
  /** The `endpoint` attribute is missing. */
  | 'endpoint-missing'
  /** The `endpoint` attribute is no http(s) URL, or carries credentials. */
  | 'endpoint-invalid'
  /** No adapter of that name is known, or the given object lacks `load` or `send`. */
  | 'adapter-invalid'
  /** The request never got an answer: offline, refused, DNS, CORS, a redirect where none may be. */
  | 'network'
  /** The endpoint stopped answering for longer than the adapter waits. */
  | 'timeout'
  /** The answer is larger than the adapter reads. */
  | 'too-large'
  /** The answer is not JSON, whatever its status says. */
  | 'not-json'
  /** The answer is JSON of another shape than the adapter's. */
  | 'malformed'
  /** The endpoint failed (5xx) or answered with a status that has no code of its own. */
  | 'http'
  /** 429, or 503 with `Retry-After`: not now. */
  | 'rate-limited'
  /** 401: the reader must sign in first. */
  | 'sign-in'
  /** 403. */
  | 'forbidden'
  /** 404. */
  | 'not-found'
  /** 409: the id is taken by somebody else's comment. */
  | 'conflict'
  /** 410: the thread takes no more comments. */
  | 'closed'
  /** 400, 413 or 422: the endpoint says what is wrong with the comment. */
  | 'refused'
  /** IndexedDB is missing, blocked, full or did not answer. */
  | 'storage'
  /** A part of the script (composer, sanitizer, locale, adapter) could not be loaded. */
  | 'chunk';

/** A complaint of the endpoint about one field of a submitted comment. */
export interface FieldError {
  /** `text`, `name`, `email` or `url`; anything else is shown at the foot of the form. */
  readonly field: string;
  /** The endpoint's sentence for the reader. Untrusted: show it as text. */
  readonly detail: string;
}

/** What is known of an error beside its code. */
export interface ErrorDetails {
  readonly cause?: unknown;
  /** Whether doing the same again can help. @default false */
  readonly retryable?: boolean;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** Seconds the endpoint asks to wait before trying again, at least. */
  readonly retryAfter?: number;
  /** The endpoint's own sentence for the reader (`detail` of its problem document). Untrusted. */
  readonly detail?: string;
  readonly fields?: readonly FieldError[];
}

/** The one family of errors the element raises, in `thread-error` and `comment-refused` events and in the console. */
export class CommentThreadError extends Error {
  override readonly name = 'CommentThreadError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
  readonly detail: string | undefined;
  readonly fields: readonly FieldError[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.status = details.status;
    this.retryAfter = details.retryAfter;
    this.detail = details.detail;
    this.fields = details.fields ?? [];
  }
}

/** Tells the family's errors from others, also those of a second copy of this script on the page. */
export const isCommentThreadError = (value: unknown): value is CommentThreadError =>
  value instanceof Error && value.name === 'CommentThreadError' && 'code' in value;

/** Any thrown value as one of the family, so that nothing is reported without a code. */
export const asCommentThreadError = (value: unknown, code: ErrorCode): CommentThreadError =>
  isCommentThreadError(value)
    ? value
    : new CommentThreadError(code, value instanceof Error ? value.message : String(value), {
        cause: value,
        retryable: true,
      });
