/** This element over the reference endpoint, as its README sets it up. */
import manifest from '../../package.json' with { type: 'json' };
import type { BenchThread, Contender } from './contender.ts';

const code = '/code/comment-thread';
const script = `<script type="module" src="${code}/comment-thread.js"></script>`;

/** What the page asks for before the script has said so: the entry, the sanitiser, the first page. */
const preloads = ({ path }: BenchThread): string => `
<link rel="modulepreload" href="${code}/comment-thread.js">
<link rel="modulepreload" href="${code}/${manifest.version}/html.js">
<link rel="preload" as="fetch" crossorigin href="/api/comments?${new URLSearchParams({ thread: path, order: 'oldest', limit: '50' }).toString()}">`;

const common = {
  body: ({ path }) => `<comment-thread endpoint="/api" thread="${path}"></comment-thread>`,
  host: 'comment-thread',
  comment: 'article[data-id]',
  field: 'textarea[name=text]',
} as const satisfies Partial<Contender>;

export const element: Contender = {
  ...common,
  name: 'comment-thread',
  about: 'this element by its script tag alone',
  head: () => script,
};

export const preloaded: Contender = {
  ...common,
  name: 'comment-thread, preloaded',
  about: 'the same with lines that preload the script, the sanitiser and the first page',
  head: (thread) => preloads(thread) + script,
};

export const repeated: Contender = {
  ...common,
  name: 'comment-thread, again',
  about: 'the script tag alone, on a second visit',
  head: () => script,
  isRepeat: true,
};
