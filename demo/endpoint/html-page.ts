/**
 * A page of a thread as semantic HTML with microformats2, for readers without scripts and for programs. The
 * comments come depth first, so lists are opened and closed as the numbers grow and shrink, without recursion.
 */
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { Representation } from './representation.ts';
import type { Comment, ThreadPage, ThreadQuery } from './schemas.ts';

// Nothing here is awaited, so the template's result is never a promise.
const render = (strings: TemplateStringsArray, ...values: unknown[]): string =>
  (html(strings, ...values) as HtmlEscapedString).toString();

const renderAuthor = (author: Comment['author']): string => {
  if (!author) return '';
  const { name, url } = author;
  return url === undefined || !/^https?:\/\//i.test(url)
    ? render`<span class="p-author h-card"><bdi class="p-name">${name}</bdi></span>`
    : render`<a class="p-author h-card u-url" href="${url}" rel="nofollow ugc noopener"><bdi class="p-name">${name}</bdi></a>`;
};

const renderBody = (comment: Comment): string => {
  if (comment.status === 'deleted') return '<p>This comment was deleted.</p>';
  if ('html' in comment) return `<div class="e-content" dir="auto">${comment.html}</div>`;
  const paragraphs = comment.text.split('\n\n').map(
    (paragraph) =>
      render`<p>${raw(
        paragraph
          .split('\n')
          .map((line) => render`${line}`)
          .join('<br>'),
      )}</p>`,
  );
  return `<div class="e-content" dir="auto">${paragraphs.join('')}</div>`;
};

const renderComment = (comment: Comment): string => render`<article class="u-comment h-cite" id="comment-${comment.id}">
<header>${comment.number?.join('.')} ${raw(renderAuthor(comment.author))} <a class="u-url" href="#comment-${comment.id}"><time class="dt-published" datetime="${comment.created}">${comment.created.slice(0, 10)}</time></a></header>
${raw(renderBody(comment))}
</article>`;

/** Nested lists. A comment whose parent is on another page begins at the outermost level; its number says where it belongs. */
const renderList = (comments: readonly Comment[]): string => {
  let list = '';
  /** The comments whose items are still open, outermost first. */
  const open: string[] = [];
  for (const comment of comments) {
    const depth = comment.parent === null ? 0 : open.lastIndexOf(comment.parent) + 1;
    if (depth === open.length) list += '<ol>\n';
    else list += `${'</li>\n</ol>\n'.repeat(open.length - depth - 1)}</li>\n`;
    open.splice(depth, Infinity, comment.id);
    list += `<li>${renderComment(comment)}\n`;
  }
  return list + '</li>\n</ol>\n'.repeat(open.length);
};

/** The whole document; `nextUrl` leads to the page after this one. */
const renderHtmlPage = ({ thread, comments }: ThreadPage, nextUrl: string | null): string => {
  const title = thread.title ?? thread.id;
  const of = (kind: Comment['kind']): string => renderList(comments.filter((comment) => comment.kind === kind));
  const pingbacks = of('pingback');
  return render`<!doctype html>
<html>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Comments on ${title}</title></head>
<body>
<main class="h-entry">
<h1>${thread.count} ${thread.count === 1 ? 'comment' : 'comments'} on <span class="p-name">${title}</span></h1>
${raw(of('comment'))}
${raw(pingbacks && `<h2>Pingbacks</h2>\n${pingbacks}`)}
${raw(nextUrl === null ? '' : render`<p><a rel="next" href="${nextUrl}">More comments</a></p>`)}
</main>
</body>
</html>
`;
};

/** A page of a thread as it was asked for. */
export const representHtml = (page: ThreadPage, { thread, order, limit }: ThreadQuery): Representation => {
  const next = new URLSearchParams({ thread, order, limit: String(limit), cursor: page.next ?? '', format: 'html' });
  return new Representation(renderHtmlPage(page, page.next && `?${next}`), {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
  });
};
