/**
 * The native protocol's documents, checked field by field: whatever an endpoint answers, a value of
 * the model comes out, bounded and cleaned, or `malformed` when there is no making sense of it.
 * Bodies alone stay untrusted; the sanitiser sees them when they are shown.
 */
import { CommentThreadError } from '../errors.ts';
import type { Author, Body, Comment, Page, Policy, Thread } from '../model/comment.ts';
import { cleanLine, cleanName, cleanText } from '../sanitize/text.ts';
import { safeUrl } from '../sanitize/url.ts';

type Fields = Readonly<Record<string, unknown>>;

/** More than any page of a thread holds. */
export const maxComments = 10_000;
const maxDepth = 64;
const maxBody = 2_000_000;

/** The fields of an object; none of anything else. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** Says what the endpoint should have answered. */
export const malformed = (what: string): CommentThreadError =>
  new CommentThreadError('malformed', `The endpoint answered no ${what}`);

/** A string that names something; null when it is none, or too long. */
export const parseKey = (value: unknown, max = 128): string | null => {
  const key = typeof value === 'number' ? String(value) : value;
  return typeof key === 'string' && key.length > 0 && key.length <= max ? key : null;
};

const isCount = (value: unknown, least = 0): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least;

const parseCount = (value: unknown, fallback: number): number => (isCount(value) ? value : fallback);

/** One of the `choices`, the first unless the value is another. */
const parseChoice = <T extends string>(value: unknown, ...choices: [T, ...T[]]): T =>
  choices.find((choice) => choice === value) ?? choices[0];

/** RFC 3339 to milliseconds; engines differ on the 30th of February, so the day is checked apart. */
const parseDate = (value: unknown): number | null => {
  if (typeof value !== 'string' || !/^\d{4}(-\d\d){2}T\d\d(:\d\d){2}(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(value)) {
    return null;
  }
  const time = Date.parse(value);
  const isDay = new Date(value.slice(0, 10)).getUTCDate() === Number(value.slice(8, 10));
  return isDay && !Number.isNaN(time) ? time : null;
};

/** An optional URL as a field of its own, so that it is absent where there is none. Relative to the endpoint's root at most. */
const parseUrl = <K extends string>(key: K, value: unknown, base: string): Partial<Record<K, string>> => {
  const url = safeUrl(value, typeof value === 'string' && value.startsWith('/') ? base : undefined);
  return (url ? { [key]: url } : {}) as Partial<Record<K, string>>;
};

/** A person with a usable name; else null. */
export const parseAuthor = (value: unknown, base: string): Author | null => {
  const { name, url, avatar, badge } = fieldsOf(value);
  const clean = cleanName(name);
  return clean === null
    ? null
    : {
        name: clean,
        ...parseUrl('url', url, base),
        ...parseUrl('avatar', avatar, base),
        ...((badge === 'author' || badge === 'moderator') && { badge }),
      };
};

/** Never both; where an endpoint sends both, the words win. */
const parseBody = (text: unknown, html: unknown): Body =>
  typeof text !== 'string' && typeof html === 'string'
    ? { html: html.slice(0, maxBody) }
    : { text: cleanText(typeof text === 'string' ? text.slice(0, maxBody) : '') };

/** A comment from an untrusted value; null when it has no usable id. */
export const parseComment = (value: unknown, base: string): Comment | null => {
  const { id, parent, kind, number, sequence, author, created, edited, revision, text, html, status, likes } =
    fieldsOf(value);
  const key = parseKey(id);
  if (key === null) return null;
  const deleted = status === 'deleted';
  return {
    id: key,
    parent: parseKey(parent),
    kind: parseChoice(kind, 'comment', 'pingback'),
    number:
      Array.isArray(number) && number.length > 0 && number.length <= maxDepth && number.every((n) => isCount(n, 1))
        ? number
        : null,
    sequence: isCount(sequence, 1) ? sequence : null,
    author: deleted ? null : parseAuthor(author, base),
    created: parseDate(created),
    edited: parseDate(edited),
    revision: parseCount(revision, 0),
    body: deleted ? { text: '' } : parseBody(text, html),
    status: parseChoice(status, 'published', 'pending', 'deleted'),
    likes: parseCount(likes, 0),
  };
};

const parseThread = (value: unknown, asked: string, seen: number, base: string): Thread => {
  const { id, title, url, count, closed } = fieldsOf(value);
  const line = cleanLine(title);
  return {
    id: parseKey(id, 2048) ?? asked,
    ...(line && { title: line }),
    ...parseUrl('url', url, base),
    count: parseCount(count, seen),
    closed: closed === true,
  };
};

const parsePolicy = (value: unknown, base: string): Policy => {
  const { guests, email, maxLength, editSeconds, moderation, signIn } = fieldsOf(value);
  return {
    guests: guests !== false,
    email: parseChoice(email, 'optional', 'required', 'none'),
    maxLength: isCount(maxLength, 1) ? maxLength : 8000,
    editSeconds: parseCount(editSeconds, 0),
    moderation: parseChoice(moderation, 'none', 'first', 'all'),
    ...parseUrl('signIn', signIn, base),
  };
};

/**
 * An answer to a read; `thread` is the name that was asked for, `base` what relative URLs are relative to.
 * Throws `malformed` when it is no object with a list of comments.
 */
export const parsePage = (document: unknown, thread: string, base: string): Page => {
  const { thread: about, comments: list, next, policy } = fieldsOf(document);
  if (!Array.isArray(list)) throw malformed('page');
  const comments = list.slice(0, maxComments).flatMap((item) => parseComment(item, base) ?? []);
  return {
    thread: parseThread(about, thread, comments.length, base),
    comments,
    next: parseKey(next, 2048),
    policy: parsePolicy(policy, base),
  };
};
