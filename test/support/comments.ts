/** Comments, pages and threads for tests: only what a test is about needs to be said. */
import type { Comment, Page, Policy, Thread } from '../../src/model/comment.ts';

/** 1 January 2026, noon, in milliseconds. */
export const noon = Date.UTC(2026, 0, 1, 12);

export const makeComment = (id: string, about: Partial<Comment> = {}): Comment => ({
  id,
  parent: null,
  kind: 'comment',
  number: null,
  sequence: null,
  author: { name: `Author of ${id}` },
  created: noon,
  edited: null,
  revision: 0,
  body: { text: `What ${id} says.` },
  status: 'published',
  likes: 0,
  ...about,
});

/** Comments named and numbered by their outline: `'1.2'` has that id and number, and answers `'1'`. */
export const makeOutline = (...outlines: readonly string[]): Comment[] =>
  outlines.map((outline, index) =>
    makeComment(outline, {
      parent: outline.includes('.') ? outline.slice(0, outline.lastIndexOf('.')) : null,
      number: outline.split('.').map(Number),
      sequence: index + 1,
      created: noon + index * 60_000,
    }),
  );

/** A chain of comments, each of which answers the one before: `chain-0` to `chain-(levels - 1)`. */
export const makeChain = (levels: number): Comment[] =>
  Array.from({ length: levels }, (_, level) =>
    makeComment(`chain-${level}`, { parent: level ? `chain-${level - 1}` : null, created: noon + level }),
  );

export const byId = (comments: Iterable<Comment>): ReadonlyMap<string, Comment> =>
  new Map([...comments].map((comment) => [comment.id, comment]));

export const openPolicy: Policy = {
  guests: true,
  email: 'optional',
  maxLength: 8000,
  editSeconds: 900,
  moderation: 'none',
};

export const makeThread = (about: Partial<Thread> = {}): Thread => ({
  id: '/a',
  title: 'Keeping notebooks',
  count: 1,
  closed: false,
  ...about,
});

/** A whole thread on one page. */
export const makePage = (comments: readonly Comment[] = [], about: Partial<Page> = {}): Page => ({
  thread: makeThread({ count: comments.length }),
  comments,
  next: null,
  policy: openPolicy,
  ...about,
});
