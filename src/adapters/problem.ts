import type { ErrorCode, FieldError } from '../errors.ts';
import { CommentThreadError } from '../errors.ts';
import { cleanLine } from '../sanitize/text.ts';

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

const maxFields = 20;
const maxWait = 3600;

/** Seconds of a `Retry-After`, which is a number or an HTTP-date; bounded to an hour. */
const parseRetryAfter = (value: string | null): number | undefined => {
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value)
    ? Number(value)
    : value.endsWith('GMT')
      ? Math.ceil((Date.parse(value) - Date.now()) / 1000)
      : NaN;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), maxWait);
};

const parseFields = (errors: unknown): FieldError[] =>
  Array.isArray(errors)
    ? errors.slice(0, maxFields).flatMap((error: unknown) => {
        const { field, detail } = (error ?? {}) as Record<string, unknown>;
        const sentence = cleanLine(detail);
        return sentence ? [{ field: cleanLine(field, 64) ?? '', detail: sentence }] : [];
      })
    : [];

/** The error for an answer that is no success, with what its problem document (RFC 9457, untrusted) says. */
export const describeRefusal = ({ status, url, headers }: Response, problem: unknown): CommentThreadError => {
  const { detail, errors } = (problem ?? {}) as Record<string, unknown>;
  const sentence = cleanLine(detail);
  const retryAfter = parseRetryAfter(headers.get('Retry-After'));
  const code = codes[status] ?? (status === 503 && retryAfter !== undefined ? 'rate-limited' : 'http');
  return new CommentThreadError(code, `${url} answered ${String(status)}${sentence ? `: ${sentence}` : ''}`, {
    status,
    retryable: status >= 500 || [408, 425, 429].includes(status),
    fields: parseFields(errors),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(sentence && { detail: sentence }),
  });
};
