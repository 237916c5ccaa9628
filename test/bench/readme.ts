/** The lines that the README recommends to a page, as they stand there, for the addresses of the benchmark. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distFolder } from '../package/bundle.ts';

/** Where the site of the benchmark serves what lies in dist. */
const code = '/code/comment-thread';

const text = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

const find = (what: string, pattern: RegExp, within = text): string => {
  const [found] = pattern.exec(within) ?? [];
  if (found === undefined) throw new Error(`The README has no ${what}.`);
  return found;
};

/** A tag with the address that it has here, and the hash of the file as it is built now. */
const place = (tag: string): string =>
  tag
    .replace(/"\/comment-thread\/([\w./-]+)"(\s+integrity=)"[^"]*"/, (_, file: string, name: string) => {
      const hash = createHash('sha384').update(readFileSync(join(distFolder, file)));
      return `"${code}/${file}"${name}"sha384-${hash.digest('base64')}"`;
    })
    .replace(/\s+/g, ' ');

const recommended = find('lines to preload', /<!-- preload-lines -->[^]*<!-- \/preload-lines -->/);
const firstPage = find('first page', /<link\s[^>]*rel="preload"[^>]*>/, recommended);
const preconnect = find('preconnect', /<link rel="preconnect"[^>]*>/);

export const lines = {
  script: place(find('script tag', /<script\s[^>]*src="\/comment-thread\/comment-thread\.js"[^>]*>\s*<\/script>/)),
  entry: place(find('modulepreload', /<link\s[^>]*\/comment-thread\.js"[^>]*>/, recommended)),
  /** The first page of a thread at an endpoint. */
  firstPage: (endpoint: string, thread: string): string =>
    place(firstPage)
      .replace('https://comments.example.org/blog', endpoint)
      .replace('%2F2026%2Fa-post', encodeURIComponent(thread)),
  preconnect: (origin: string): string => preconnect.replace('https://comments.example.org', origin),
  style: find('style', /<style>[^]*<\/style>/, recommended),
};
