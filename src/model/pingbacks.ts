import type { Branch } from './branches.ts';
import type { Comment } from './comment.ts';
import { compareNumbers } from './order.ts';

const pick = (comments: ReadonlyMap<string, Comment>): readonly Comment[] =>
  [...comments.values()].filter(({ kind, status }) => kind === 'pingback' && status !== 'deleted').sort(compareNumbers);

/** Comments from elsewhere, in a list of their own; made again only when comments or notes changed. */
export class Pingbacks<Note> {
  #comments: ReadonlyMap<string, Comment> | undefined;
  #picked: readonly Comment[] = [];
  #list: readonly Branch<Note>[] = [];

  /** The oldest first; each the same branch as before where nothing changed. */
  list(comments: ReadonlyMap<string, Comment>, notes: ReadonlyMap<string, Note>): readonly Branch<Note>[] {
    if (comments !== this.#comments) this.#picked = pick(comments);
    this.#comments = comments;
    const known = new Map(this.#list.map((branch) => [branch.comment, branch]));
    this.#list = this.#picked.map((comment) => {
      const note = notes.get(comment.id);
      const branch = known.get(comment);
      return branch && branch.note === note ? branch : { comment, answers: null, replies: [], size: 0, note };
    });
    return this.#list;
  }
}
