/**
 * HTML as renderers of Markdown write it, made into nodes without any parser: only the elements named here are ever
 * created, and words only ever become text. Most comments are of this kind and need no sanitiser, which costs
 * ten times as long; whatever is not exactly so is left to it.
 */
import { cleanText } from './text.ts';
import { safeUrl, setAddress } from './url.ts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const token =
  /<(\/?)(p|em|strong|del|code|blockquote|[uo]l|li|a|br)(?: href="(https?:(?:[^"<>&\s]|&amp;)+)"(?: rel="[\w ]*")?|( ?\/))?>|(?:[^<&\r\0]|&(?:amp|lt|gt|quot|#39);)+/y;

/** What may stand directly in what, so that parsers leave it where it is written. */
const places = /^((|li|blockquote)>(p|blockquote|[uo]l)|[uo]l>li|(?![uo]l).*>(em|strong|del|code|a|br))$/;

const decode = (text: string): string => text.replace(/&([^;]+);/g, (_, entity: string) => entities[entity]!);

/** The nodes of simple HTML, as the sanitiser would leave them; null for any other. */
export const readSimple = (html: string): DocumentFragment | null => {
  const fragment = new DocumentFragment();
  const open = [''];
  let parent: DocumentFragment | Element = fragment;
  token.lastIndex = 0;
  while (token.lastIndex < html.length) {
    const [text, close, name, href, slash] = token.exec(html) ?? [];
    const outer = open.at(-1)!;
    if (!text || (name === 'a' && !close) !== !!href || (slash && name !== 'br')) return null;
    if (!name) {
      if (/^[uo]l/.test(outer) && text.trim()) return null;
      parent.append(cleanText(decode(text)));
    } else if (close) {
      if (open.pop() !== name) return null;
      parent = parent.parentNode as Element;
    } else {
      if (!places.test(`${outer}>${name}`) || (href && open.includes('a'))) return null;
      const element = document.createElement(name);
      setAddress(element, safeUrl(href && decode(href)));
      parent.append(element);
      if (name === 'br') continue;
      parent = element;
      open.push(name);
    }
  }
  return open[1] ? null : fragment;
};
