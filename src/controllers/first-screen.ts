import type { Comment } from '../model/comment.ts';
import { excerptLength } from '../sanitize/body.ts';

/** No comment is less high than so many CSS pixels, whatever it says: a header, a line, its buttons, the gap. */
export const leastHeight = 110;
/** Square CSS pixels of a letter in small print, about 6 by 18. */
const leastLetter = 110;

/**
 * The first comments, as many as fill the screen for certain, so that nothing below them moves when others follow; and no
 * more, since the reader waits for all of them. The window’s own size would cost a layout.
 */
export const takeFirst = (comments: Iterable<Comment>): readonly Comment[] => {
  const first: Comment[] = [];
  let room = screen.height;
  for (const comment of comments) {
    if (room < 0) break;
    first.push(comment);
    const { body, kind, status } = comment;
    // Pingbacks stand elsewhere, and of what is deleted nothing may be left.
    if (kind !== 'comment' || status === 'deleted') continue;
    const { length } = ('text' in body ? body.text : body.html).replace(/<[^<>]*>/g, '');
    room -= leastHeight + (Math.min(length, excerptLength) * leastLetter) / screen.width;
  }
  return first;
};
