/** The limit: the same comments as a server would write them into the page, and no script at all. */
import type { BenchThread, Contender } from './contender.ts';
import type { BenchComment } from './corpus.ts';

const writeComment = ({ id, number, author, created, html }: BenchComment): string => {
  const date = new Date(created).toISOString();
  return `<article class="comment" id="comment-${id}">
<header><span class="number">${number.join('.')}</span> <b>${author}</b> <a href="#comment-${id}"><time datetime="${date}">${date.slice(0, 10)}</time></a></header>
<div class="body">${html}</div>
<footer><a href="?reply=${id}#respond" rel="nofollow">Reply</a></footer>
</article>`;
};

/** Nested lists; the comments come depth first, so lists open and close as the numbers grow and shrink. */
const writeList = ({ comments }: BenchThread): string => {
  let html = '';
  let open = 0;
  for (const comment of comments) {
    const { length } = comment.number;
    html += length > open ? '<ol>' : '</li></ol>'.repeat(open - length) + '</li>';
    html += `<li>${writeComment(comment)}`;
    open = length;
  }
  return html + '</li></ol>'.repeat(open);
};

const styles = `
  .thread ol { list-style: none; margin: 0; padding: 0 }
  .thread ol ol { padding-inline-start: 1.25em }
  .comment { margin-block: 1.5em }
  .comment header { color: #595959; font-size: .875em }
  .comment .body { overflow-wrap: anywhere }
  .comment footer { font-size: .875em }
`;

export const staticHtml: Contender = {
  name: 'static HTML',
  about: 'the comments written into the page by its server',
  head: () => `<style>${styles}</style>`,
  body: (thread) => `<section class="thread"><h2>${String(thread.comments.length)} comments</h2>
${writeList(thread)}
<form id="respond"><textarea name="text" aria-label="Comment"></textarea></form></section>`,
  comment: '.comment',
  words: '.body',
  unasked: Infinity,
  extent: 'use',
  field: '#respond textarea',
};
