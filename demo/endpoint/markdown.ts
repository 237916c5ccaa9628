import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable([
  'image',
  'table',
  // “[1]: https://…” is a footnote to most who write it; as a definition it would vanish.
  'reference',
]);
// Whole addresses only: “notes.md” and “a@b.org” are words more often than they are links.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
// Anything else stays as it was typed.
markdown.validateLink = (address) => /^(https?|mailto):/i.test(address);
Object.assign(markdown.renderer.rules, {
  heading_open: () => '<p><strong>',
  heading_close: () => '</strong></p>\n',
  s_open: () => '<del>',
  s_close: () => '</del>',
});
markdown.renderer.rules['link_open'] = (tokens, index, options, _, renderer) => {
  tokens[index]?.attrs?.splice(1, Infinity, ['rel', 'nofollow ugc noopener']);
  return renderer.renderToken(tokens, index, options);
};

/** What the renderer makes is harmless by itself; this holds should it ever not be. */
const sanitizeOptions: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'em', 'strong', 'del', 'blockquote', 'ul', 'ol', 'li', 'code', 'pre', 'a', 'br', 'hr'],
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
};

const breaks = new Set(['softbreak', 'hardbreak']);
const words = new Set(['text', 'text_special', ...breaks]);

/** The words of plain paragraphs; null when there is more to the Markdown than that. */
const plainWords = (tokens: ReturnType<typeof markdown.parse>): string | null => {
  const paragraphs: string[] = [];
  for (const { type, children } of tokens) {
    if (type === 'inline' && children?.every((child) => words.has(child.type))) {
      paragraphs.push(children.map((child) => (breaks.has(child.type) ? '\n' : child.content)).join(''));
    } else if (type !== 'paragraph_open' && type !== 'paragraph_close') {
      return null;
    }
  }
  return paragraphs.join('\n\n');
};

/** A body as it is stored: what was written, and what readers get of it. */
export type RenderedBody = { readonly markdown: string } & (
  { readonly text: string; readonly html: null } | { readonly text: null; readonly html: string }
);

/** Renders a comment's Markdown once, when it is written: to plain words where that says it all, else to HTML of a few harmless tags. */
export const renderMarkdown = (source: string): RenderedBody => {
  const tokens = markdown.parse(source, {});
  const text = plainWords(tokens);
  return text === null
    ? {
        markdown: source,
        text,
        html: sanitizeHtml(markdown.renderer.render(tokens, markdown.options, {}), sanitizeOptions).trim(),
      }
    : { markdown: source, text, html: null };
};
