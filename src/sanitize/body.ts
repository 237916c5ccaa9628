/**
 * A comment's body before and without the sanitiser: whether to parse it at all, its words as plain text,
 * and the way to the sanitiser. Part of the entry, so that threads of plain text never load DOMPurify.
 */
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import type { Body } from '../model/comment.ts';
import { cleanText } from './text.ts';

/** Makes nodes that are safe to insert from untrusted HTML. */
export type Sanitize = (html: string) => DocumentFragment;

const maximumLength = 16 * 1024;
const maximumTags = 500;
const excerptLength = 2000;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of untrusted HTML, blocks parted by blank lines. Insert them as text: they may still look like markup. */
export const plainTextOf = (html: string): string =>
  cleanText(
    html
      .replace(/\s+/g, ' ')
      .replace(/<br\b[^<>]*> ?/gi, '\n')
      .replace(/ ?<\/?(?:p|div|h\d|hr|li|[ou]l|pre|blockquote|tr)\b[^<>]*> ?/gi, '\n\n')
      .replace(/<[^<>]*>/g, '')
      .replace(/&(?:#(\d{1,6})|([a-z]{2,4}));/g, (entity, code: string | undefined, name: string) =>
        code ? String.fromCodePoint(+code) : (entities[name] ?? entity),
      ),
  )
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** The paragraphs of plain text, parted where lines are blank. */
export const paragraphsOf = (text: string): string[] => text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim());

/** The words of untrusted HTML in paragraphs, for when there is no sanitiser. */
const plainTextFragment: Sanitize = (html) => {
  const fragment = new DocumentFragment();
  for (const text of paragraphsOf(plainTextOf(html))) {
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    fragment.append(paragraph);
  }
  return fragment;
};

/** Whether a body is too much to be parsed and laid out unasked: over 16 Ki code units, or HTML of more than 500 tags. */
export const isOversized = (body: Body): boolean =>
  'html' in body
    ? body.html.length > maximumLength || body.html.split('<', maximumTags + 2).length > maximumTags + 1
    : body.text.length > maximumLength;

/** The first words of a body, at most 2,000 UTF-16 code units: shown instead of an oversized one until the reader asks for all. */
export const excerptOf = (body: Body): string =>
  cleanText(('html' in body ? plainTextOf(body.html) : body.text).slice(0, excerptLength));

/**
 * Loads the sanitiser, once for the page. Never rejects: where it cannot be loaded or the page's policy
 * forbids it, `report` gets a CommentThreadError of code `chunk` and comments are shown as plain text.
 */
export const loadSanitizer = async (report: (error: CommentThreadError) => void): Promise<Sanitize> => {
  try {
    const { sanitizeHtml } = await import('./html.ts');
    return (html) => (isOversized({ html }) ? plainTextFragment : sanitizeHtml)(html);
  } catch (cause) {
    report(asCommentThreadError(cause, 'chunk'));
    return plainTextFragment;
  }
};
