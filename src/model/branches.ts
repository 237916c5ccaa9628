/**
 * The tree as it is shown: nested down to a level, beyond which replies follow in a row and
 * name whom they answer. A branch in which nothing changed is the very same object as
 * before, so that a view can skip it by identity.
 */
import type { Comment, Order } from './comment.ts';
import { CommentTree, type Place, type TreeNode } from './tree.ts';

/** A comment with what is shown below it. */
export interface Branch<Note = unknown> {
  readonly comment: Comment;
  /** The comment answered, where the indentation no longer shows it; else null. */
  readonly answers: Comment | null;
  readonly replies: readonly Branch<Note>[];
  /** How many comments `replies` hold in all. */
  readonly size: number;
  /** What the view knows of this comment beside the comment; compared by identity. */
  readonly note: Note | undefined;
}

/** As many comments of some branches as `count` says, in the order of reading; the last ones may be left without some of their replies. */
export const firstOf = <Note>(branches: readonly Branch<Note>[], count: number): readonly Branch<Note>[] => {
  const taken: Branch<Note>[] = [];
  let left = count;
  for (const branch of branches) {
    if (left <= 0) break;
    taken.push(branch.size < left ? branch : { ...branch, replies: firstOf(branch.replies, left - 1) });
    left -= branch.size + 1;
  }
  return taken;
};

/** Those whose note is another than before. */
const findNoted = <Note>(before: ReadonlyMap<string, Note>, now: ReadonlyMap<string, Note>): string[] =>
  before === now ? [] : [...new Set([...before.keys(), ...now.keys()])].filter((id) => before.get(id) !== now.get(id));

/** What stands below a node, depth first. */
const walkBelow = <Shown>({ replies }: Place<Shown>): TreeNode<Shown>[] => {
  const passed: TreeNode<Shown>[] = [];
  const pending = [...replies].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    passed.push(node);
    for (let i = node.replies.length - 1; i >= 0; i--) pending.push(node.replies[i]!);
  }
  return passed;
};

/** The branches of one thread, made again only where comments or notes changed. */
export class Branches<Note> {
  /** The top level. */
  top: readonly Branch<Note>[] = [];
  readonly #tree = new CommentTree<Branch<Note>>();
  #levels = 0;
  #notes: ReadonlyMap<string, Note> = new Map();

  /**
   * Arranges the top level in the reader's order. Deleted comments stay only where replies hang on them.
   *
   * @param levels How many levels of lists there are, from 1.
   */
  update(comments: ReadonlyMap<string, Comment>, order: Order, levels: number, notes: ReadonlyMap<string, Note>): void {
    const touched = this.#tree.update(comments, order);
    for (const id of findNoted(this.#notes, notes)) {
      const node = this.#tree.nodes.get(id);
      if (node) touched.add(node);
    }
    const isAnew = levels !== this.#levels;
    if (!touched.size && !isAnew) return;
    this.#levels = levels;
    this.#notes = notes;
    for (const node of this.#findStale(touched, isAnew)) node.branch = this.#makeBranch(node);
    this.top = this.#list(this.#tree.top);
  }

  /** What must be made again, each after all that hangs on it. */
  #findStale(touched: ReadonlySet<Place<Branch<Note>>>, isAnew: boolean): TreeNode<Branch<Note>>[] {
    const stale = new Set<Place<Branch<Note>>>();
    for (const place of touched) {
      for (let at: Place<Branch<Note>> | null = place; at && !stale.has(at); at = at.parent) stale.add(at);
    }
    const found: TreeNode<Branch<Note>>[] = [];
    const pending: Place<Branch<Note>>[] = [this.#tree.top];
    for (let place = pending.pop(); place; place = pending.pop()) {
      const depth = place.depth + 1;
      for (const reply of place.replies) {
        const isRenamed = depth >= this.#levels && reply.branch?.answers !== place.comment;
        if (!isAnew && !isRenamed && depth === reply.depth && !stale.has(reply)) continue;
        reply.depth = depth;
        pending.push(reply);
        found.push(reply);
      }
    }
    return found.reverse();
  }

  #makeBranch(node: TreeNode<Branch<Note>>): Branch<Note> | null {
    const { comment, parent, depth } = node;

    if (comment.status === 'deleted' && !node.replies.some(({ branch }) => branch)) return null;
    const replies = this.#list(node);
    return {
      comment,
      answers: depth < this.#levels ? null : parent!.comment,
      replies,
      size: replies.reduce((size, reply) => size + 1 + reply.size, 0),
      note: this.#notes.get(comment.id),
    };
  }

  /** The list below a place: its replies, and on the last level all that hangs on them. */
  #list(place: Place<Branch<Note>>): Branch<Note>[] {
    const left = this.#levels - 1 - place.depth;
    if (left < 1) return [];
    return (left === 1 ? walkBelow(place) : place.replies).flatMap(({ branch }) => branch ?? []);
  }
}
