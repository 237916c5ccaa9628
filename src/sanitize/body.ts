/**
 * A comment's body before it is shown: whether to make nodes of it at all, and the way to what does. Part of the
 * entry, so that threads of plain text and of simple HTML never load DOMPurify.
 */
import { asCommentThreadError, type CommentThreadError } from '../errors.ts';
import type { Body } from '../model/comment.ts';
import { readSimple } from './simple-html.ts';
import { cleanText } from './text.ts';

/** Makes nodes that are safe to insert from untrusted HTML; null as long as what that takes is on its way. */
export type Sanitize = (html: string) => DocumentFragment | null;

const maximumLength = 16 * 1024;
const maximumTags = 500;
/** UTF-16 code units of an oversized body that are shown unasked. */
export const excerptLength = 2000;

/** Whether a body is too much to be parsed and laid out unasked: over 16 Ki code units, or HTML of more than 500 tags. */
export const isOversized = (body: Body): boolean =>
  'html' in body
    ? body.html.length > maximumLength || body.html.split('<', maximumTags + 2).length > maximumTags + 1
    : body.text.length > maximumLength;

/** The first words of a text, at most 2,000 UTF-16 code units: shown instead of an oversized one until the reader asks for all. */
export const excerptOf = (text: string): string => cleanText(text.slice(0, excerptLength));

/** Without either part the words at least, markup and all. */
const asItIs: Sanitize = (html) => {
  const fragment = new DocumentFragment();
  fragment.append(html);
  return fragment;
};

/** Loads the sanitiser, or what leaves markup out. Never rejects: where one cannot be loaded or is forbidden, the other does. */
const loadPart = async (isLarge: boolean, report: (error: CommentThreadError) => void): Promise<Sanitize> => {
  try {
    return isLarge ? (await import('./plain-text.ts')).plainTextFragment : (await import('./html.ts')).sanitizeHtml;
  } catch (cause) {
    report(asCommentThreadError(cause, 'chunk'));
    return isLarge ? asItIs : loadPart(true, report);
  }
};

/**
 * Makes nodes of the bodies of one thread, and loads what some of them take when the first of those is met; `onLoad`
 * is told when it is there. Where the sanitiser cannot be loaded or the page's policy forbids it, `report`
 * gets a CommentThreadError of code `chunk` and such comments are shown as plain text.
 */
export const makeSanitize = (onLoad: () => void, report: (error: CommentThreadError) => void): Sanitize => {
  const parts = new Map<boolean, Sanitize | null>();
  return (html) => {
    const isLarge = isOversized({ html });
    const nodes = isLarge ? null : readSimple(html);
    if (nodes || parts.has(isLarge)) return nodes ?? parts.get(isLarge)?.(html) ?? null;
    parts.set(isLarge, null);
    void loadPart(isLarge, report).then((part) => {
      parts.set(isLarge, part);
      onLoad();
    });
    return null;
  };
};
