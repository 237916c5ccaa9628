import type { Branch } from './branches.ts';
import type { Comment } from './comment.ts';
import { compareNumbers } from './order.ts';

/** Comments from elsewhere, in a list of their own; made again only when comments or notes changed. */
export class Pingbacks<Note> {
  #comments: ReadonlyMap<string, Comment> | undefined;
  #notes: ReadonlyMap<string, Note> | undefined;
  #list: readonly Branch<Note>[] = [];

  /** The oldest first; each the same branch as before where nothing changed. */
  list(comments: ReadonlyMap<string, Comment>, notes: ReadonlyMap<string, Note>): readonly Branch<Note>[] {
    if (comments === this.#comments && notes === this.#notes) return this.#list;
    this.#comments = comments;
    this.#notes = notes;
    const known = new Map(this.#list.map((branch) => [branch.comment, branch]));
    this.#list = [...comments.values()]
      .filter(({ kind, status }) => kind === 'pingback' && status !== 'deleted')
      .sort(compareNumbers)
      .map((comment) => {
        const note = notes.get(comment.id);
        const branch = known.get(comment);
        return branch && branch.note === note ? branch : { comment, answers: null, replies: [], size: 0, note };
      });
    return this.#list;
  }
}
