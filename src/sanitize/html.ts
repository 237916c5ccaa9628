/**
 * The only importer of DOMPurify, loaded when the first HTML body is to be shown.
 * The instance is private, so that hooks or settings of the page's own copy cannot reach it, and what
 * it returns is inserted as nodes: never written out and parsed again, where mutations hide.
 */
import createDOMPurify, { type Config } from 'dompurify';
import { CommentThreadError } from '../errors.ts';
import { cleanText } from './text.ts';
import { safeUrl, setAddress } from './url.ts';

const headings = 'h1,h2,h3,h4,h5,h6';

const config = {
  ALLOWED_TAGS: `#text,p,br,em,strong,b,i,del,s,code,pre,blockquote,ul,ol,li,a,hr,${headings}`.split(','),
  ALLOWED_ATTR: ['href', 'start'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
  ADD_URI_SAFE_ATTR: ['start'],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config;

const instance = createDOMPurify(window);

/** Null, which its own type leaves out, where a frameset took the place of the body or the parser is refused. */
const purify = (html: string): DocumentFragment | null => {
  const fragment = instance.sanitize(html, config);
  // Its list of what it took away refers to nodes that stay, and with them to the thread they will stand in.
  instance.removed = [];
  return fragment;
};

const safeLink = (href: string): string | null => (/^mailto:[^\s?]{1,254}$/i.test(href) ? href : safeUrl(href));

/** Leaves a link its address and a list its first number, gives the keyboard a way to scroll long lines, and nothing else. */
const restrict = (element: Element): void => {
  const href = element.localName === 'a' && safeLink(element.getAttribute('href') ?? '');
  const start = element.localName === 'ol' && element.getAttribute('start');
  for (const name of element.getAttributeNames()) element.removeAttribute(name);
  setAddress(element, href || null);
  if (element.localName === 'pre') element.setAttribute('tabindex', '0');
  if (start && /^\d{1,9}$/.test(start)) element.setAttribute('start', start);
};

/** A comment's heading must not enter the page's outline: it becomes a paragraph of strong words. */
const demote = (heading: Element): void => {
  const paragraph = document.createElement('p');
  const strong = document.createElement('strong');
  strong.append(...heading.childNodes);
  paragraph.append(strong);
  heading.replaceWith(paragraph);
};

/** Untrusted HTML as nodes that are safe to insert. Bound its size first: parsing a few hundred kB can take seconds. */
export const sanitizeHtml = (html: string): DocumentFragment => {
  const fragment = purify(html) ?? new DocumentFragment();
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) node.data = cleanText(node.data);
    else restrict(node as Element);
  }
  fragment.querySelectorAll(headings).forEach(demote);
  return fragment;
};

// Where the page's policy refuses DOMPurify its Trusted Types policy, it returns nothing for everything,
// which would silently empty every comment: better that this module fails to load, and says why.
if (!instance.isSupported || !purify('<p>')?.firstChild) {
  throw new CommentThreadError(
    'chunk',
    'DOMPurify cannot work here: does the page’s trusted-types policy name “dompurify” and allow duplicates?',
  );
}
