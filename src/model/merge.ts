import type { Comment } from './comment.ts';

/**
 * What is known of a thread after more of it arrived. Of two copies of a comment the later
 * revision stays; of equal ones the newcomer, for likes and status change without a revision. One that says nothing
 * new leaves the very same object, so that nothing is rendered for it.
 */
export const mergeComments = (
  known: ReadonlyMap<string, Comment>,
  arrived: Iterable<Comment>,
): ReadonlyMap<string, Comment> => {
  const merged = new Map(known);
  for (const comment of arrived) {
    const present = merged.get(comment.id);
    const isNews = !present || comment.revision >= present.revision;
    if (isNews && JSON.stringify(comment) !== JSON.stringify(present)) merged.set(comment.id, comment);
  }
  return merged;
};
