/**
 * The tree as it is shown: nested down to a level, beyond which replies follow in a row and
 * name whom they answer. A branch in which nothing changed is the very same object as
 * before, so that a view can skip it by identity.
 */
import type { Comment } from './comment.ts';
import { walk, type TreeNode } from './tree.ts';

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

const isSame = (a: Branch, b: Branch): boolean =>
  a.comment === b.comment &&
  a.answers === b.answers &&
  a.note === b.note &&
  a.replies.length === b.replies.length &&
  a.replies.every((reply, i) => reply === b.replies[i]);

/** The node in whose list each one stands: its parent, or the last ancestor that may have a list. */
const findHolders = (nodes: readonly TreeNode[], levels: number): ReadonlyMap<TreeNode, TreeNode | null> => {
  const holders = new Map<TreeNode, TreeNode | null>();
  for (const node of nodes) {
    const { parent } = node;
    holders.set(node, !parent || parent.depth < levels - 1 ? parent : (holders.get(parent) ?? null));
  }
  return holders;
};

/**
 * @param levels How many levels of lists there are, from 1.
 * @param previous Every branch of the last arrangement, by id; replaced by those of this one.
 */
export const arrangeBranches = <Note>(
  roots: readonly TreeNode[],
  levels: number,
  notes: ReadonlyMap<string, Note>,
  previous: Map<string, Branch<Note>>,
): readonly Branch<Note>[] => {
  const top: Branch<Note>[] = [];
  const repliesOf = new Map<TreeNode, Branch<Note>[]>();
  const nodes = walk(roots);
  const holders = findHolders(nodes, levels);
  const known = new Map(previous);
  previous.clear();
  // From the end, so that a branch is made when all that hangs on it has been.
  for (const node of nodes.reverse()) {
    const replies = repliesOf.get(node)?.reverse() ?? [];
    const made: Branch<Note> = {
      comment: node.comment,
      answers: node.parent && node.depth >= levels ? node.parent.comment : null,
      replies,
      size: replies.reduce((size, reply) => size + 1 + reply.size, 0),
      note: notes.get(node.comment.id),
    };
    const before = known.get(node.comment.id);
    const branch = before && isSame(before, made) ? before : made;
    previous.set(node.comment.id, branch);

    const holder = holders.get(node);
    if (!holder) top.push(branch);
    else if (repliesOf.has(holder)) repliesOf.get(holder)!.push(branch);
    else repliesOf.set(holder, [branch]);
  }
  return top.reverse();
};
