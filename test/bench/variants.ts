/** The element's page with one thing changed, for what cannot be told from the contenders: visited beside them, and kept out of their tables. */
import type { Contender } from './contender.ts';
import { common, element, preloaded } from './element.ts';
import { lines } from './readme.ts';

/** The size of the thread that the lines are compared on. */
export const comparedAt = 1000;

/** On the processor as it is: whether the browser is ever kept from its reader. */
export const unslowed: Contender = {
  ...element,
  name: 'comment-thread, unslowed',
  extent: 'all',
  isFor: (size) => size === 10_000,
  slowdown: 1,
};

const variant = (about: string, head: Contender['head'], body: Contender['body'] = common.body): Contender => ({
  ...common,
  name: `comment-thread: ${about}`,
  about,
  head: (...page) => `${head(...page)}\n${lines.script}`,
  body,
  extent: 'first',
  isFor: (size) => size === comparedAt,
});

const away = (about: string, head: Contender['head']): Contender =>
  variant(
    about,
    head,
    ({ path }, elsewhere) => `<comment-thread endpoint="${elsewhere}/api" thread="${path}"></comment-thread>`,
  );

export interface Comparison {
  readonly title: string;
  /** The page with its script tag alone, which the others are compared with. */
  readonly alone: Contender;
  readonly others: readonly Contender[];
}

export const comparisons: readonly Comparison[] = [
  {
    title: 'endpoint on the page’s own origin',
    alone: element,
    others: [
      variant('modulepreload of the script', () => lines.entry),
      variant('preload of the first page', ({ path }) => lines.firstPage('/api', path)),
      { ...preloaded, about: 'all of these, and the style' },
    ],
  },
  {
    title: 'endpoint on another origin',
    alone: away('another origin, script tag alone', () => ''),
    others: [
      away('another origin, preconnect', (_, elsewhere) => lines.preconnect(elsewhere)),
      away('another origin, preload of the first page', ({ path }, elsewhere) =>
        lines.firstPage(`${elsewhere}/api`, path),
      ),
    ],
  },
];

/** Those that are not among the contenders. */
export const variants: readonly Contender[] = [
  unslowed,
  ...comparisons.flatMap(({ alone, others }) => [alone, ...others]).filter(({ extent }) => extent === 'first'),
];
