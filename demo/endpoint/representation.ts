/**
 * Answers that are the same for everybody: each encoding of a body is a representation with an ETag of its own,
 * compressed once and remembered until fresher ones push it out.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';

type Encoding = 'br' | 'gzip' | 'identity';

const compressors: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer>>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (body) => promisify(gzip)(body),
  identity: (body) => Promise.resolve(body),
};

const leastWorth = 256;
const maxRemembered = 200;
const remembered = new Map<string, Promise<Buffer>>();

const encode = (etag: string, encoding: Encoding, body: Buffer): Promise<Buffer> => {
  const known = remembered.get(etag);
  const encoded = known ?? compressors[encoding](body);
  if (encoding !== 'identity') {
    remembered.delete(etag);
    remembered.set(etag, encoded);
    const [oldest] = remembered.keys();
    if (oldest !== undefined && remembered.size > maxRemembered) remembered.delete(oldest);
  }
  return encoded;
};

const chooseEncoding = (c: Context): Encoding =>
  accepts(c, {
    header: 'Accept-Encoding',
    supports: ['br', 'gzip'],
    default: 'identity',
    match: (accepted, { supports, default: otherwise }) =>
      supports.find((encoding) => accepted.some(({ type, q }) => q > 0 && type.toLowerCase() === encoding)) ??
      otherwise,
  }) as Encoding;

const hasTag = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch.trim() === '*' || (ifNoneMatch.match(/"[^"]*"/g)?.includes(etag) ?? false);

/** A cacheable answer, compressed as the client takes it; 304 when the client has this very representation already. */
export const respondWith = async (
  c: Context,
  text: string,
  contentType: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> => {
  const body = Buffer.from(text);
  const encoding = body.length < leastWorth ? 'identity' : chooseEncoding(c);
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  const etag = `"${digest}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  c.header('ETag', etag);
  c.header('Cache-Control', 'public, no-cache');
  c.header('Vary', 'Accept-Encoding', { append: true });
  if (hasTag(c.req.header('If-None-Match') ?? '', etag)) return c.body(null, 304);
  if (encoding !== 'identity') c.header('Content-Encoding', encoding);
  const encoded = await encode(etag, encoding, body);
  return c.body(new Uint8Array(encoded), 200, { ...headers, 'Content-Type': contentType });
};

/** A cacheable answer in JSON. */
export const respondWithJson = (c: Context, value: unknown): Promise<Response> =>
  respondWith(c, JSON.stringify(value), 'application/json');
