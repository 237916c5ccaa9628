/** The words of untrusted HTML without its markup: for bodies too large to be parsed, and for when there is no sanitiser. */
import { cleanText, paragraphsOf } from './text.ts';

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

/** The words in paragraphs, with blank lines between them. */
export const plainTextFragment = (html: string): DocumentFragment => {
  const fragment = new DocumentFragment();
  for (const text of paragraphsOf(plainTextOf(html))) {
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    fragment.append(fragment.firstChild ? '\n\n' : '', paragraph);
  }
  return fragment;
};
