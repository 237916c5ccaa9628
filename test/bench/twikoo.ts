/** Twikoo over a stand-in endpoint that answers in its wire format (src/server/self-hosted/index.js of twikoojs/twikoo). */
import { readBranches } from './branches.ts';
import { isPaged, type BenchThread, type Contender } from './contender.ts';
import type { BenchComment } from './corpus.ts';

const pageSize = 8;

const toItem = ({ id, parent, root, author, created, html }: BenchComment) => ({
  id,
  nick: author,
  avatar: '',
  mailMd5: '',
  link: '',
  comment: html,
  os: '',
  browser: '',
  ups: 0,
  downs: 0,
  liked: false,
  top: false,
  isSpam: false,
  created,
  updated: created,
  ...(parent !== null && { rid: root, pid: parent, ruser: author }),
});

/** Its pages go on from the date of the last comment; the bench asks for the first only. */
const readFirstPage = (thread: BenchThread) => {
  const { branches, total } = readBranches(thread, 0, pageSize);
  const data = branches.map(({ root, replies }) => ({ ...toItem(root), replies: replies.map(toItem) }));
  return { data, more: total > pageSize, count: thread.comments.length };
};

const config = {
  SITE_NAME: 'bench',
  SHOW_EMOTION: 'false',
  SHOW_IMAGE: 'false',
  HIGHLIGHT: 'false',
  COMMENT_PAGE_SIZE: pageSize,
};

export const twikoo: Contender = {
  name: 'Twikoo',
  about: 'twikoo, eight comments and their replies a page, as it is set up by default',
  head: () => '',
  body: ({ path }) => `<div id="twikoo"></div>
<script src="/code/twikoo/dist/twikoo.min.js"></script>
<script>
  twikoo.init({ envId: location.origin + '/twikoo', el: '#twikoo', path: '${path}', lang: 'en' });
</script>`,
  comment: '#twikoo .tk-comment',
  words: '.tk-content',
  extent: 'use',
  isFor: isPaged,
  field: '#twikoo textarea',
  answer: ({ url: { pathname }, body }, threads) => {
    if (pathname !== '/twikoo') return undefined;
    const { event, url } = JSON.parse(body) as { event: string; url?: string };
    const common = { code: 0, accessToken: 'bench' };
    if (event === 'GET_CONFIG') return { ...common, config };
    const thread = threads.find(({ path }) => path === url);
    return event === 'COMMENT_GET' && thread ? { ...common, ...readFirstPage(thread) } : common;
  },
};
