import type { Branch } from './branches.ts';
import type { Comment } from './comment.ts';
import { compareNumbers } from './order.ts';

/** Comments from elsewhere, in a list of their own, oldest first; the same branch as in `previous` where nothing changed. */
export const listPingbacks = <Note>(
  comments: ReadonlyMap<string, Comment>,
  notes: ReadonlyMap<string, Note>,
  previous: readonly Branch<Note>[],
): readonly Branch<Note>[] => {
  const known = new Map(previous.map((branch) => [branch.comment, branch]));
  return [...comments.values()]
    .filter(({ kind, status }) => kind === 'pingback' && status !== 'deleted')
    .sort(compareNumbers)
    .map((comment) => {
      const note = notes.get(comment.id);
      const branch = known.get(comment);
      return branch && branch.note === note ? branch : { comment, answers: null, replies: [], size: 0, note };
    });
};
