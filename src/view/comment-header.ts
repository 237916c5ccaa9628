import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Comment } from '../model/comment.ts';
import { anchorOf, authorOf, labelOf, type ViewContext } from './view-context.ts';

const linkTo = (id: string): string => `#${encodeURIComponent(anchorOf(id))}`;

const badge = ({ author }: Comment, { messages }: ViewContext): unknown =>
  author?.badge
    ? html`<span part="badge">${author.badge === 'author' ? messages.badgeAuthor : messages.badgeModerator}</span>`
    : nothing;

const avatar = ({ author }: Comment): unknown =>
  author?.avatar
    ? html`<img part="avatar" src=${author.avatar} alt="" loading="lazy" referrerpolicy="no-referrer" />`
    : nothing;

/** Who wrote it: what an author calls themselves is isolated, so that it cannot turn the line around. */
const byline = (comment: Comment, context: ViewContext): TemplateResult => {
  const url = comment.author?.url;
  const name = authorOf(comment, context);
  return html`${avatar(comment)}<span part="author"
      >${
        url
          ? html`<a part="author-link" href=${url} rel="nofollow ugc noopener noreferrer"
              ><bdi .textContent=${name}></bdi
            ></a>`
          : html`<bdi .textContent=${name}></bdi>`
      }</span
    >${badge(comment, context)}`;
};

/** When: the permalink. The clock keeps relative ones true, and tells the exact time of one that is pointed at. */
const timestamp = ({ id, created }: Comment, { formats, messages, timestamps }: ViewContext): TemplateResult => {
  if (created === null) return html`<a part="timestamp" href=${linkTo(id)}>${messages.unknownDate}</a>`;
  const text = timestamps === 'relative' ? formats.relative(created, Date.now()) : formats.absolute(created);
  return html`<a part="timestamp" href=${linkTo(id)}
    ><time datetime=${new Date(created).toISOString()} .textContent=${text}></time
  ></a>`;
};

/** What the line above a comment says: number, author, whom it answers, when. */
export const commentHeader = (comment: Comment, answers: Comment | null, context: ViewContext): TemplateResult => {
  const { messages, formats } = context;
  const label = labelOf(comment, context.numbering);
  return html`${label === null ? nothing : html`<span part="number" .textContent=${label}></span>`}
  ${comment.status === 'deleted' ? nothing : byline(comment, context)}
  ${
    answers
      ? html`<a part="answered" href=${linkTo(answers.id)}>${messages.inReplyTo(authorOf(answers, context))}</a>`
      : nothing
  }
  ${timestamp(comment, context)}
  ${
    comment.edited === null
      ? nothing
      : html`<span part="edited">${messages.edited(formats.absolute(comment.edited))}</span>`
  }`;
};
