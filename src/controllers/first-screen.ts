import type { Comment } from '../model/comment.ts';

/** No comment is less high than so many CSS pixels, whatever it says: a header, a line, its buttons, the gap. */
const leastHeight = 110;
/** Square CSS pixels of a letter in small print. */
const leastLetter = 90;
/** Letters of a comment that are shown unasked, however many it has. */
const mostLetters = 2000;

/** As many comments as fill any screen of this size. */
export const mostFirst = Math.ceil(screen.height / leastHeight);

/**
 * The first comments, as many as fill the screen for certain, so that nothing below them moves when others follow; and no
 * more, since the reader waits for all of them. The window’s own size would cost a layout.
 */
export const takeFirst = (comments: Iterable<Comment>): readonly Comment[] => {
  const first: Comment[] = [];
  let room = screen.height;
  for (const comment of comments) {
    const { body, kind, status } = comment;
    const words = 'text' in body ? body.text : body.html.replace(/<[^>]*>/g, '');
    if (room <= 0) break;
    first.push(comment);
    // Pingbacks stand elsewhere, and of what is deleted nothing may be left.
    if (kind === 'comment' && status !== 'deleted')
      room -= leastHeight + (Math.min(words.length, mostLetters) * leastLetter) / screen.width;
  }
  return first;
};
