import type { ErrorDetails, FieldError } from '../errors.ts';
import { cleanLine } from '../sanitize/text.ts';

const mostFields = 20;

const parseField = (value: unknown): FieldError[] => {
  const { field, detail } = (value ?? {}) as Record<string, unknown>;
  const sentence = cleanLine(detail);
  return sentence ? [{ field: cleanLine(field, 64) ?? '', detail: sentence }] : [];
};

/** What a problem document (RFC 9457, untrusted) says to the reader, bounded and cleaned; nothing where it is none. */
export const parseProblem = (document: unknown): ErrorDetails => {
  const { detail, errors } = (document ?? {}) as Record<string, unknown>;
  const sentence = cleanLine(detail);
  return {
    ...(sentence && { detail: sentence }),
    fields: Array.isArray(errors) ? errors.slice(0, mostFields).flatMap(parseField) : [],
  };
};
