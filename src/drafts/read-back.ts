/**
 * The way of backends that cannot tell two copies of a submission apart. Before a draft is sent, the ids
 * that its thread has are noted; when no answer came, the thread is read again, and a comment that was not
 * there before, by the same author, under the same parent and with the same words, is the draft.
 * No clock is compared, and no comment is taken for two drafts.
 */
import type { Adapter, LoadRequest } from '../adapters/adapter.ts';
import type { Comment } from '../model/comment.ts';
import type { Draft } from './draft.ts';

/** What a thread is read with, a page at a time, each bounded in time. */
export interface PageReader {
  readonly orders?: Adapter['orders'] | undefined;
  readonly load: (request: Omit<LoadRequest, 'signal'>) => ReturnType<Adapter['load']>;
}

/** Every comment of a thread, newest pages first where the backend can. A page that leads to one seen before ends it. */
const readThread = async (reader: PageReader, thread: string): Promise<Comment[]> => {
  const order = reader.orders?.includes('newest') ? 'newest' : 'oldest';
  const comments: Comment[] = [];
  const cursors = new Set<string | null>();
  let cursor: string | null = null;
  do {
    cursors.add(cursor);
    const page = await reader.load({ thread, order, ...(cursor !== null && { cursor }) });
    comments.push(...page.comments);
    cursor = page.next;
  } while (!cursors.has(cursor));
  return comments;
};

/** The ids a thread has now. Rejects as `load` does: then nothing has been sent, and that is certain. */
export const noteIds = async (reader: PageReader, thread: string): Promise<string[]> =>
  (await readThread(reader, thread)).map(({ id }) => id);

/**
 * Letters and digits alone: what Markdown, HTML and a typographer's quotation marks leave of the same words;
 * once without what looks like a tag, and once with it, since “a < b > c” is none.
 */
const skeletonsOf = (words: string): string[] => {
  const bare = words
    .normalize('NFC')
    .replace(/\]\([^)]*\)/g, '')
    .replace(/&#?\w+;/g, '');
  return [bare.replace(/<[^>]*>/g, ''), bare].map(
    // “:-)” has no letter, and stands for itself.
    (each) => each.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase() || each.replace(/\s/g, ''),
  );
};

const wordsOf = ({ body }: Comment): string => ('text' in body ? body.text : body.html);

/**
 * The comment that a draft of unknown fate has become; null when the thread has none that could be it.
 * `taken` are the comments known to have come from other drafts. Rejects as `load` does.
 */
export const findSent = async (
  reader: PageReader,
  draft: Draft,
  taken: ReadonlySet<string>,
): Promise<Comment | null> => {
  const before = new Set(draft.seen);
  const skeletons = skeletonsOf(draft.text);
  const isDraft = (comment: Comment): boolean =>
    !before.has(comment.id) &&
    !taken.has(comment.id) &&
    comment.parent === draft.parent &&
    (draft.author === null || comment.author?.name === draft.author.name.trim()) &&
    skeletonsOf(wordsOf(comment)).some((skeleton) => skeletons.includes(skeleton));
  return (await readThread(reader, draft.thread)).find(isDraft) ?? null;
};

/** What an outbox does for a backend that is not keyed; a part of its own, loaded when one is met. */
export interface ReadBack {
  readonly noteIds: typeof noteIds;
  readonly findSent: typeof findSent;
}
