/**
 * A flat list of comments as a tree, whatever the list holds: a comment whose parent is unknown
 * or that answers itself through a cycle stands at the top level. Every walk is a loop, since
 * a hostile thread nests deeper than a stack.
 */
import type { Comment, Order } from './comment.ts';
import { comparisonFor, compareNumbers } from './order.ts';

/** A comment in its place. */
export interface TreeNode {
  readonly comment: Comment;
  readonly parent: TreeNode | null;
  /** 0 at the top level. */
  readonly depth: number;
  readonly children: readonly TreeNode[];
  /** How many comments stand below this one. */
  readonly size: number;
}

interface GrowingNode {
  comment: Comment;
  parent: GrowingNode | null;
  depth: number;
  children: GrowingNode[];
  size: number;
}

/** A comment of each cycle: the first that is met. Cutting there makes a tree of it. */
const findCycleHeads = (comments: ReadonlyMap<string | null, Comment>): ReadonlySet<string | null> => {
  const settled = new Set<string | null>();
  const heads = new Set<string | null>();
  for (const start of comments.keys()) {
    const path = new Set<string | null>();
    let id = start;
    while (comments.has(id) && !settled.has(id) && !path.has(id)) {
      path.add(id);
      id = comments.get(id)!.parent;
    }
    if (path.has(id)) heads.add(id);
    for (const passed of path) settled.add(passed);
  }
  return heads;
};

/** Depth first, each node before its children. */
export const walk = (roots: readonly TreeNode[]): TreeNode[] => {
  const passed: TreeNode[] = [];
  const pending = [...roots].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    passed.push(node);
    for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]!);
  }
  return passed;
};

/**
 * The top level of the thread in the reader's order, pingbacks not among it; deleted comments stay
 * only where replies hang on them.
 */
export const buildTree = (comments: ReadonlyMap<string, Comment>, order: Order): readonly TreeNode[] => {
  const heads = findCycleHeads(comments);
  const nodes = new Map<string | null, GrowingNode>();
  for (const comment of comments.values()) {
    if (comment.kind === 'comment') nodes.set(comment.id, { comment, parent: null, depth: 0, children: [], size: 0 });
  }

  const roots: GrowingNode[] = [];
  for (const node of nodes.values()) {
    const { id, parent } = node.comment;
    node.parent = heads.has(id) ? null : (nodes.get(parent) ?? null);
    (node.parent?.children ?? roots).push(node);
  }

  const passed = walk(roots) as GrowingNode[];
  for (const node of passed) node.depth = node.parent ? node.parent.depth + 1 : 0;
  for (const node of passed.reverse()) {
    node.children = node.children.filter(isShown).sort((a, b) => compareNumbers(a.comment, b.comment));
    node.size = node.children.reduce((size, child) => size + 1 + child.size, 0);
  }
  const compare = comparisonFor(order);
  return roots.filter(isShown).sort((a, b) => compare(a.comment, b.comment));
};

const isShown = (node: GrowingNode): boolean => node.comment.status !== 'deleted' || node.children.length > 0;

/** Comments from elsewhere, in a list of their own, oldest first. */
export const listPingbacks = (comments: ReadonlyMap<string, Comment>): readonly Comment[] =>
  [...comments.values()]
    .filter((comment) => comment.kind === 'pingback' && comment.status !== 'deleted')
    .sort(compareNumbers);
