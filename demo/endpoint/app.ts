import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { sql } from 'kysely';
import { Answers } from './answers.ts';
import { findClient } from './client-address.ts';
import type { OpenDatabase } from './database.ts';
import { representHtml } from './html-page.ts';
import { requireModerator, setStatus } from './moderation.ts';
import { Problem, respondWithProblem } from './problem.ts';
import { limitRate } from './rate-limit.ts';
import { readComment, readPage, readVersion } from './read.ts';
import { representJson, respondWith } from './representation.ts';
import * as routes from './routes.ts';
import type { Settings } from './settings.ts';
import { shareReads } from './share-reads.ts';
import { countComments } from './threads.ts';
import { deleteComment, putComment } from './write.ts';

export interface EndpointOptions extends Omit<OpenDatabase, 'close'> {
  readonly settings: Settings;
  /** Who has connected to the server; the rate limit counts for them, or for whom trusted proxies name. @default everybody as one */
  readonly addressOf?: (c: Context) => string;
  /** Milliseconds since the epoch. @default Date.now */
  readonly clock?: () => number;
}

const maxBody = 64 * 1024;
const day = 24 * 60 * 60;

const secretOf = (authorization: string | undefined): string | undefined =>
  /^Comment +(\S+)$/i.exec(authorization ?? '')?.[1];

/** An app without routes that answers every error with a problem document. */
const createApp = (): OpenAPIHono => {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return;
      // A query that makes no sense is the developer's fault, a body may be the reader's.
      const errors = result.error.issues.map(({ path, message }) => ({
        field: String(path.at(-1) ?? ''),
        detail: message,
      }));
      const status = result.target === 'json' ? 422 : 400;
      throw new Problem(status, errors[0]?.detail ?? 'This request makes no sense.', { errors });
    },
  });
  app.onError(respondWithProblem);
  return app;
};

/**
 * The native protocol as an app to be mounted anywhere: it serves neither pages nor a port, and closes nothing.
 */
export const createEndpoint = ({
  database,
  countWrites,
  settings,
  addressOf = () => '',
  clock = Date.now,
}: EndpointOptions): OpenAPIHono => {
  const { policy, origins, moderatorToken, writesPerMinute, proxies } = settings;
  const answers = new Answers({ readVersion: shareReads((thread) => readVersion(database, thread)), countWrites });
  const app = createApp();

  app.use(
    cors({
      origin: origins.includes('*') ? '*' : [...origins],
      allowMethods: ['GET', 'HEAD', 'PUT', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type'],
      exposeHeaders: ['Retry-After', 'Location'],
      maxAge: day,
    }),
  );
  app.use(async (c, next) => {
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
  });
  const clientOf = (c: Context): string => findClient(addressOf(c), c.req.header('X-Forwarded-For'), proxies);
  app.on(['PUT', 'DELETE'], '/comments/*', limitRate(writesPerMinute, clientOf, clock));
  app.use(
    bodyLimit({
      maxSize: maxBody,
      onError: () => {
        throw new Problem(413, 'This is too large: 64 KiB is the most.');
      },
    }),
  );

  app.openapi(routes.readThread, async (c) => {
    const query = c.req.valid('query');
    const { thread, order, limit, cursor, around, format } = query;
    const name = JSON.stringify([thread, order, limit, cursor, around, format]);
    const answer = await answers.get(name, thread, async () => {
      const { page, version } = await readPage(database, policy, query);
      return { version, representation: format === 'json' ? representJson(page) : representHtml(page, query) };
    });
    return respondWith(c, answer);
  });

  app.openapi(routes.readComment, async (c) => {
    const { id } = c.req.valid('param');
    const secret = secretOf(c.req.valid('header').authorization);
    const comment = await readComment(database, id, secret);
    c.header('Cache-Control', secret === undefined ? 'public, no-cache' : 'private, no-store');
    c.header('Vary', 'Authorization', { append: true });
    return c.json(comment, 200);
  });

  app.openapi(routes.putComment, async (c) => {
    const { authorization } = c.req.valid('header');
    if (/^Bearer /i.test(authorization ?? '')) throw new Problem(401, 'Nobody can sign in here. Write as a guest.');
    const { comment, created } = await putComment(
      { database, policy, now: clock() },
      c.req.valid('param').id,
      c.req.valid('json'),
    );
    c.header('Cache-Control', 'no-store');
    if (comment.status === 'pending') return c.json(comment, 202);
    if (!created) return c.json(comment, 200);
    c.header('Location', c.req.path);
    return c.json(comment, 201);
  });

  app.openapi(routes.deleteComment, async (c) => {
    const secret = secretOf(c.req.valid('header').authorization);
    if (secret === undefined) {
      throw new Problem(401, 'Only its author may delete a comment.', { headers: { 'WWW-Authenticate': 'Comment' } });
    }
    await deleteComment({ database, policy, now: clock() }, c.req.valid('param').id, secret);
    return c.body(null, 204);
  });

  app.openapi(routes.putStatus, async (c) => {
    requireModerator(c.req.valid('header').authorization, moderatorToken);
    const comment = await setStatus(database, c.req.valid('param').id, c.req.valid('json').status);
    c.header('Cache-Control', 'no-store');
    return c.json(comment, 200);
  });

  app.openapi(routes.readCounts, async (c) => {
    const { thread } = c.req.valid('query');
    return respondWith(c, representJson(await countComments(database, [...new Set(thread)])));
  });

  app.openapi(routes.readHealth, async (c) => {
    await sql`select 1`.execute(database);
    c.header('Cache-Control', 'no-store');
    return c.json({ status: 'ok' as const }, 200);
  });

  app.get('/openapi.json', (c) =>
    respondWith(
      c,
      representJson(
        app.getOpenAPI31Document({
          openapi: '3.1.0',
          info: {
            title: 'Comment threads',
            version: '1.0.0',
            description: 'The native protocol of the comment-thread element.',
          },
          servers: [{ url: c.req.path.slice(0, -'/openapi.json'.length) || '/' }],
        }),
      ),
    ),
  );

  app.all('*', () => {
    throw new Problem(404, 'There is nothing at this address.');
  });
  return app;
};
