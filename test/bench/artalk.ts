/** Artalk over a stand-in endpoint that answers in its wire format (internal/entity/comment_cooked.go of ArtalkJS/Artalk). */
import { readBranches } from './branches.ts';
import { isPaged, type BenchThread, type Contender } from './contender.ts';
import type { BenchComment } from './corpus.ts';

/** Its ids are numbers. */
const idsOf = ({ comments }: BenchThread): ReadonlyMap<string, number> =>
  new Map(comments.map(({ id, sequence }) => [id, sequence]));

const toItem = (
  { id, parent, author, created, html }: BenchComment,
  path: string,
  ids: ReadonlyMap<string, number>,
) => ({
  id: ids.get(id)!,
  content: html,
  content_marked: html,
  user_id: 1,
  nick: author,
  email_encrypted: '',
  link: '',
  ua: '',
  date: new Date(created).toISOString().slice(0, 19).replace('T', ' '),
  is_collapsed: false,
  is_pending: false,
  is_pinned: false,
  is_allow_reply: true,
  is_verified: false,
  rid: parent === null ? 0 : ids.get(parent)!,
  badge_name: '',
  badge_color: '',
  visible: true,
  vote_up: 0,
  vote_down: 0,
  page_key: path,
  page_url: path,
  site_name: 'bench',
});

const describePage = ({ path }: BenchThread) => ({
  id: 1,
  admin_only: false,
  key: path,
  url: path,
  title: 'A generated thread',
  site_name: 'bench',
  vote_up: 0,
  vote_down: 0,
  pv: 0,
});

const readPage = (threads: readonly BenchThread[], asked: URLSearchParams) => {
  const thread = threads.find(({ path }) => path === asked.get('page_key'))!;
  const { branches, total } = readBranches(thread, Number(asked.get('offset')), Number(asked.get('limit')));
  const comments = branches.flatMap(({ root, replies }) => [root, ...replies]);
  const ids = idsOf(thread);
  return {
    comments: comments.map((comment) => toItem(comment, thread.path, ids)),
    count: thread.comments.length,
    roots_count: total,
    page: describePage(thread),
  };
};

export const artalk: Contender = {
  name: 'Artalk',
  about: 'artalk, twenty comments and their replies a page, as it is set up by default',
  head: () => '<link rel="stylesheet" href="/code/artalk/dist/Artalk.css">',
  body: ({ path }) => `<div id="artalk"></div>
<script src="/code/artalk/dist/Artalk.js"></script>
<script>
  Artalk.init({ el: '#artalk', server: location.origin + '/artalk', site: 'bench', pageKey: '${path}', pageTitle: 'A generated thread', locale: 'en', emoticons: false, useBackendConf: false, pvAdd: false });
</script>`,
  comment: '#artalk .atk-comment',
  words: '.atk-content',
  extent: 'use',
  isFor: isPaged,
  field: '#artalk textarea',
  answer: ({ url: { pathname, searchParams } }, threads) => {
    if (!pathname.startsWith('/artalk/')) return undefined;
    return pathname === '/artalk/api/v2/comments' ? readPage(threads, searchParams) : {};
  },
};
