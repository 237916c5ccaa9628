/** Every error an endpoint answers with is a problem document (RFC 9457); its `detail` is written for the reader. */
import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What is wrong with one field of what was sent. */
export interface FieldProblem {
  readonly field: string;
  readonly detail: string;
}

/** Thrown anywhere in the endpoint to answer with an error. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: ContentfulStatusCode;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ContentfulStatusCode,
    detail: string,
    {
      errors = [],
      headers = {},
    }: { errors?: readonly FieldProblem[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

const details: Readonly<Record<number, string>> = {
  400: 'This request could not be read.',
  415: 'Send JSON, with Content-Type: application/json.',
};

/** Postgres that cannot be reached, is starting or stopping, or is full; and transactions worth another try. */
const isUnavailable = (error: unknown): boolean => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    (typeof code === 'string' && /^(08...|53...|57P..|40001|40P01|ECONN\w+|ENOTFOUND|EPIPE|ETIMEDOUT)$/.test(code)) ||
    (typeof message === 'string' &&
      /^(timeout exceeded when trying to connect|Connection terminated|PGlite is clos|driver has already been destroyed)/.test(
        message,
      ))
  );
};

const asProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException) {
    return new Problem(error.status, details[error.status] ?? error.message);
  }
  console.error(error);
  return isUnavailable(error)
    ? new Problem(503, 'The comments are not available just now. Try again in a moment.', {
        headers: { 'Retry-After': '5' },
      })
    : new Problem(500, 'Something went wrong here. It has been noted.');
};

/** The answer for anything that was thrown while answering. */
export const respondWithProblem = (error: unknown, c: Context): Response => {
  const { status, message, errors, headers } = asProblem(error);
  const document = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    ...(errors.length > 0 && { errors }),
  };
  return c.body(JSON.stringify(document), status, {
    'Cache-Control': 'no-store',
    ...headers,
    'Content-Type': 'application/problem+json',
  });
};
