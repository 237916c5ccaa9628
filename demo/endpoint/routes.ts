/** The protocol's requests and answers, in the form the OpenAPI document is made from. */
import { createRoute, z } from '@hono/zod-openapi';
import * as schemas from './schemas.ts';

const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } });
const jsonBody = <T extends z.ZodType>(schema: T) => ({ required: true, content: json(schema) });

const answer = <T extends z.ZodType>(description: string, schema: T) => ({ description, content: json(schema) });
const nothing = (description: string) => ({ description });

const problems = {
  default: {
    description: 'What went wrong, as RFC 9457 has it.',
    content: { 'application/problem+json': { schema: schemas.ProblemDocument } },
  },
} as const;

const unchanged = nothing('What the client has is what there is.');
const params = z.object({ id: schemas.CommentId });

/** `Comment <secret>` for the author, `Bearer <token>` for a moderator. */
const headers = z.object({ authorization: z.string().optional() });

export const readThread = createRoute({
  method: 'get',
  path: '/comments',
  summary: 'Read a thread',
  request: { query: schemas.ThreadQuery },
  responses: {
    200: {
      description: 'A page of the thread. One that nobody has written in has no comments.',
      content: { ...json(schemas.ThreadPage), 'text/html': { schema: z.string() } },
    },
    304: unchanged,
    ...problems,
  },
});

export const readComment = createRoute({
  method: 'get',
  path: '/comments/{id}',
  summary: 'Read a comment; its author, also while it waits',
  request: { params, headers },
  responses: { 200: answer('The comment as it stands.', schemas.Comment), ...problems },
});

export const putComment = createRoute({
  method: 'put',
  path: '/comments/{id}',
  summary: 'Write or edit a comment, any number of times',
  description:
    'The same secret with a higher revision replaces the text while the comment waits or can be edited; ' +
    'any other revision changes nothing. Another secret is 409, a closed thread 410.',
  request: { params, headers, body: jsonBody(schemas.Submission) },
  responses: {
    200: answer('Known already: the comment as it stands.', schemas.Comment),
    201: answer('Published.', schemas.Comment),
    202: answer('Accepted, and waits for a moderator.', schemas.Comment),
    ...problems,
  },
});

export const deleteComment = createRoute({
  method: 'delete',
  path: '/comments/{id}',
  summary: 'Delete one’s own comment',
  request: { params, headers },
  responses: { 204: nothing('Gone, now or before.'), ...problems },
});

export const putStatus = createRoute({
  method: 'put',
  path: '/comments/{id}/status',
  summary: 'Publish or delete a comment, as a moderator',
  request: { params, headers, body: jsonBody(schemas.StatusChange) },
  responses: { 200: answer('The comment as it stands.', schemas.Comment), ...problems },
});

export const readCounts = createRoute({
  method: 'get',
  path: '/counts',
  summary: 'Count the comments of up to 50 threads',
  request: {
    query: z.object({
      thread: z
        .preprocess(
          (value) => (typeof value === 'string' ? [value] : value),
          z.array(schemas.ThreadId, 'Say which threads.').min(1).max(50, 'At most 50 threads at once.'),
        )
        .openapi({ type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 50 }),
    }),
  },
  responses: { 200: answer('The counts by thread.', schemas.Counts), 304: unchanged, ...problems },
});

export const readHealth = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Whether the database answers',
  responses: { 200: answer('It does.', z.strictObject({ status: z.literal('ok') })), ...problems },
});
