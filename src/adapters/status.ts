import type { ErrorCode, ErrorDetails } from '../errors.ts';
import { CommentThreadError } from '../errors.ts';

/** The statuses that say something of their own; every other is `http`. */
const codes: Readonly<Record<number, ErrorCode>> = {
  400: 'refused',
  401: 'sign-in',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'closed',
  413: 'refused',
  422: 'refused',
  429: 'rate-limited',
};

const longestWait = 3600;

/** Seconds of a `Retry-After`, which is a number or an HTTP-date; bounded to an hour. NaN where there is none. */
const parseRetryAfter = (value: string | null): number => {
  const seconds = Number(value ?? NaN);
  const wait = Number.isNaN(seconds) ? Math.ceil((Date.parse(value ?? '') - Date.now()) / 1000) : seconds;
  return Math.min(Math.max(wait, 0), longestWait);
};

/** The error that an answer other than 2xx is; `details` are what its body says. */
export const errorOfStatus = ({ status, url, headers }: Response, details?: ErrorDetails): CommentThreadError => {
  const retryAfter = parseRetryAfter(headers.get('Retry-After'));
  const asksToWait = !Number.isNaN(retryAfter);
  const code = codes[status] ?? (status === 503 && asksToWait ? 'rate-limited' : 'http');
  return new CommentThreadError(code, `${url} answered ${status}`, {
    ...details,
    status,
    retryable: status >= 500 || [408, 425, 429].includes(status),
    ...(asksToWait && { retryAfter }),
  });
};
