/** The demo's pages and the built element as static files, each with the headers it should have on a real site. */
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';

/** What the element needs at most; `/bare.html` shows that it is enough. */
const strictPolicy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html dompurify";

/** The other pages have a style sheet and pictures, and the browser draws their icon. */
const pagePolicy = strictPolicy.replace("style-src 'none'", "style-src 'self'; img-src 'self'; frame-ancestors 'self'");

const isVersioned = (path: string): boolean => /^\/dist\/\d+\.\d+\.\d+[^/]*\//.test(path);

/** Serves `pages` at / and `dist` at /dist/ of the folder `root`; 404 for everything else. */
export const createSite = (folders: { readonly pages: string; readonly dist: string }): Hono => {
  const site = new Hono();
  site.use(compress());
  site.use(etag());
  site.use(async (c, next) => {
    await next();
    const { path } = c.req;
    c.header('Content-Security-Policy', path === '/bare.html' ? strictPolicy : pagePolicy);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin');
    c.header('Cache-Control', c.res.ok && isVersioned(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
  site.use('/dist/*', serveStatic({ root: join(folders.dist, '..') }));
  site.use('/*', serveStatic({ root: folders.pages }));
  // For the page of states: an endpoint that is there and cannot answer.
  site.all('/down/*', (c) => c.text('Down for repairs.', 503));
  site.all('*', (c) => c.text('There is nothing at this address.', 404));
  return site;
};
