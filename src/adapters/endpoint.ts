import { CommentThreadError } from '../errors.ts';
import { safeUrl } from '../sanitize/url.ts';

/**
 * The `endpoint` attribute as an absolute URL without query, hash or trailing slash.
 * Throws `endpoint-missing`, or `endpoint-invalid` for anything but http(s) without credentials.
 */
export const parseEndpoint = (value: string | null, base: string): string => {
  if (!value?.trim()) throw new CommentThreadError('endpoint-missing', 'The endpoint attribute is missing');
  const url = safeUrl(value, base);
  if (url === null) {
    throw new CommentThreadError('endpoint-invalid', 'The endpoint must be an http(s) URL without credentials');
  }
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/+$/, '');
};
