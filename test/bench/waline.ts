/** Waline's client over a stand-in endpoint that answers in its wire format (packages/api/src/comment.ts of walinejs/waline). */
import { readBranches } from './branches.ts';
import { isPaged, type BenchThread, type Contender } from './contender.ts';
import type { BenchComment } from './corpus.ts';

const toItem = ({ id, parent, root, author, created, html }: BenchComment, isReply: boolean) => ({
  objectId: id,
  nick: author,
  link: '',
  avatar: '',
  comment: html,
  time: created,
  like: 0,
  status: 'approved',
  ...(isReply && { pid: parent, rid: root, at: author }),
});

const readPage = (thread: BenchThread, page: number, pageSize: number) => {
  const { branches, total } = readBranches(thread, (page - 1) * pageSize, pageSize);
  const data = branches.map(({ root, replies }) => ({
    ...toItem(root, false),
    children: replies.map((reply) => toItem(reply, true)),
  }));
  return { page, totalPages: Math.ceil(total / pageSize), pageSize, count: thread.comments.length, data };
};

export const waline: Contender = {
  name: 'Waline',
  about: '@waline/client, ten comments and their replies a page, as it is set up by default',
  head: () => '<link rel="stylesheet" href="/code/@waline/client/dist/waline.css">',
  body: ({ path }) => `<div id="waline"></div>
<script type="module">
  import { init } from '/code/@waline/client/dist/waline.js';
  init({ el: '#waline', serverURL: location.origin + '/waline', path: '${path}', lang: 'en', emoji: false, search: false });
</script>`,
  comment: '#waline .wl-card-item',
  words: '.wl-content',
  extent: 'use',
  isFor: isPaged,
  field: '#waline textarea',
  answer: ({ url: { pathname, searchParams } }, threads) => {
    if (pathname !== '/waline/api/comment') return undefined;
    const thread = threads.find(({ path }) => path === searchParams.get('path'))!;
    const data = readPage(thread, Number(searchParams.get('page')), Number(searchParams.get('pageSize')));
    return { errno: 0, errmsg: '', data };
  },
};
