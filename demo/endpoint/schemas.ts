/** The documents of the native protocol. The OpenAPI document is made from these, and requests are checked by them. */
import { z } from '@hono/zod-openapi';

/** Bounded so that its index entry fits in Postgres, whatever the alphabet; without control characters, some of which Postgres refuses. */
export const ThreadId = z
  .string('Say which thread.')
  .min(1, 'Say which thread.')
  .max(800, 'A thread’s name has at most 800 characters.')
  .refine((id) => !/\p{Cc}/u.test(id), 'A thread’s name has no control characters.')
  .openapi({
    description: 'Any string the site chooses, by default the canonical path of its page.',
    example: '/2026/a-post',
  });

export const CommentId = z
  .uuid('A comment id is a UUID.')
  .toLowerCase()
  .openapi({ description: 'Minted by the client that wrote the comment; UUID v7 keeps them in order of time.' });

export const Order = z.enum(['oldest', 'newest', 'popular'], 'The order is oldest, newest or popular.');
export type Order = z.infer<typeof Order>;

const Author = z
  .strictObject({
    name: z.string().min(1),
    url: z.string().optional(),
    avatar: z.string().optional().openapi({ description: 'A URL, relative to the endpoint’s origin or absolute.' }),
    badge: z.enum(['author', 'moderator']).optional(),
  })
  .openapi('Author');

const commentFields = {
  id: z.uuid(),
  parent: z.uuid().nullable(),
  number: z
    .array(z.int().min(1))
    .min(1)
    .nullable()
    .openapi({ description: 'The outline number, given when first published and never reused; null while it waits.' }),
  sequence: z
    .int()
    .min(1)
    .nullable()
    .openapi({ description: 'The place in time order, given with the number; pingbacks are counted apart.' }),
  kind: z.enum(['comment', 'pingback']),
  author: Author.nullable().openapi({ description: 'Null in a tombstone.' }),
  created: z.iso.datetime(),
  edited: z.iso.datetime().nullable(),
  revision: z.int().min(0),
  status: z
    .enum(['published', 'pending', 'deleted'])
    .openapi({ description: 'Deleted: a tombstone, whose number and replies stay while author and words are gone.' }),
  likes: z.int().min(0),
};

/** With `text` or `html`, never both. */
export const Comment = z
  .union([
    z.strictObject({
      ...commentFields,
      text: z.string().openapi({ description: 'Plain words, paragraphs parted by blank lines. Empty in a tombstone.' }),
    }),
    z.strictObject({
      ...commentFields,
      html: z.string().openapi({ description: 'Sanitised; for Markdown that holds more than plain paragraphs.' }),
    }),
  ])
  .openapi('Comment');
export type Comment = z.infer<typeof Comment>;

const Thread = z
  .strictObject({
    id: ThreadId,
    title: z.string().optional(),
    url: z.string().optional(),
    count: z.int().min(0).openapi({ description: 'Published comments, pingbacks included.' }),
    closed: z.boolean(),
  })
  .openapi('Thread');

export const Policy = z
  .strictObject({
    guests: z.boolean().openapi({ description: 'Whether one may write without signing in.' }),
    email: z.enum(['required', 'optional', 'none']),
    maxLength: z.int().min(1).openapi({ description: 'UTF-16 code units.' }),
    editSeconds: z.int().min(0).openapi({ description: 'How long an author may edit or delete.' }),
    moderation: z.enum(['none', 'first', 'all']),
    signIn: z.url({ protocol: /^https?$/ }).optional(),
  })
  .openapi('Policy');
export type Policy = z.infer<typeof Policy>;

export const ThreadPage = z
  .strictObject({
    thread: Thread,
    comments: z.array(Comment).openapi({ description: 'Depth first; comments before pingbacks.' }),
    next: z.string().nullable(),
    policy: Policy,
  })
  .openapi('ThreadPage');
export type ThreadPage = z.infer<typeof ThreadPage>;

/** What is asked with a read of a thread. */
export const ThreadQuery = z.object({
  thread: ThreadId,
  order: Order.default('oldest'),
  limit: z.coerce.number('A number from 1 to 1000.').int().min(1).max(1000).default(200),
  cursor: z
    .string()
    .max(200, 'This cursor leads nowhere.')
    .optional()
    .openapi({ description: 'The `next` of the page before.' }),
  around: CommentId.optional().openapi({
    description: 'Asks for the page that holds this comment; it begins with the ancestors of its first comment.',
  }),
  format: z.enum(['json', 'html'], 'The format is json or html.').default('json'),
});
export type ThreadQuery = z.infer<typeof ThreadQuery>;

/** What a client sends to write or to edit. What the policy asks is checked apart, so that a resend is never refused. */
export const Submission = z
  .object(
    {
      thread: ThreadId,
      parent: z.uuid('The comment answered is named by its id.').toLowerCase().nullable().default(null),
      text: z.string('Write something first.').openapi({ description: 'Markdown.' }),
      author: z
        .object(
          {
            name: z.string('Say who you are.').default(''),
            email: z.string('This is no e-mail address.').optional(),
            url: z.string('This is no web address.').optional(),
          },
          'Say who you are.',
        )
        .nullish()
        .openapi({ description: 'What a guest says of themselves.' }),
      secret: z
        .string('A secret is needed.')
        .regex(/^[\w-]{22,128}$/, 'The secret is 128 random bits or more, in base64url.')
        .openapi({ description: '128 random bits, base64url. Whoever holds it may edit the comment.' }),
      revision: z.int('A revision is a whole number.').min(0).max(1_000_000).default(0),
    },
    'A comment is sent as an object.',
  )
  .openapi('Submission');
export type Submission = z.infer<typeof Submission>;

export const StatusChange = z
  .object({ status: z.enum(['published', 'deleted'], 'A status is set to published or deleted.') })
  .openapi('StatusChange');

export const Counts = z.record(z.string(), z.int().min(0)).openapi('Counts');

export const ProblemDocument = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().openapi({ description: 'A sentence for the reader.' }),
    errors: z.array(z.strictObject({ field: z.string(), detail: z.string() })).optional(),
  })
  .openapi('Problem');
