/** This element over the reference endpoint, as its README sets it up. */
import type { Contender } from './contender.ts';
import { lines } from './readme.ts';

const { script, entry, firstPage, style } = lines;

/** What all its pages have in common. */
export const common = {
  body: ({ path }) => `<comment-thread endpoint="/api" thread="${path}"></comment-thread>`,
  host: 'comment-thread',
  comment: 'article[data-id]',
  words: '[part=body]',
  field: 'textarea[name=text]',
  unasked: 10_000,
} as const satisfies Partial<Contender>;

export const element: Contender = {
  ...common,
  name: 'comment-thread',
  about: 'by its script tag alone',
  head: () => script,
  extent: 'use',
};

export const preloaded: Contender = {
  ...common,
  name: 'comment-thread, preloaded',
  about: 'this element with the lines that the README recommends: script and first page preloaded, its place kept',
  head: ({ path }) => [entry, firstPage('/api', path), style, script].join('\n'),
  extent: 'all',
};

export const repeated: Contender = {
  ...common,
  name: 'comment-thread, again',
  about: 'by its script tag alone, on a second visit',
  head: () => script,
  isRepeat: true,
  extent: 'all',
};
