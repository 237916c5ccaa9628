/**
 * A flat list of comments as a tree, whatever the list holds: a comment whose parent is unknown
 * or that answers itself through a cycle stands at the top level. The tree lives as long as its thread and
 * changes only where comments did, so that one arrival among ten thousand moves one node.
 * Every walk is a loop, since a hostile thread nests deeper than a stack.
 */
import type { Comment, Order } from './comment.ts';
import { compareNumbers, comparisonFor } from './order.ts';

/** The top level, or a comment in its place. */
export interface Place<Shown> {
  /** Null at the top level. */
  comment: Comment | null;
  /** Null at the top level, and before a comment has been given its place. */
  parent: Place<Shown> | null;
  /** In the order they are shown in. */
  replies: TreeNode<Shown>[];
  /** 0 for a comment at the top level; as it was last shown: see branches.ts. */
  depth: number;
}

export interface TreeNode<Shown> extends Place<Shown> {
  comment: Comment;
  /** What it was last shown as; null where it was not. */
  branch: Shown | null;
}

type Places<Shown> = Set<Place<Shown>>;
type Nodes<Shown> = Set<TreeNode<Shown>>;

/** All comments of a thread in their places; pingbacks are not among them. */
export class CommentTree<Shown> {
  readonly top: Place<Shown> = { comment: null, parent: null, replies: [], depth: -1 };
  readonly nodes = new Map<string, TreeNode<Shown>>();
  #order: Order | undefined;
  #comments: ReadonlyMap<string, Comment> = new Map();
  /** Replies that stand at the top level, since what they answer is unknown or answers them. */
  readonly #loose: Nodes<Shown> = new Set();

  /** Takes over what changed; returns every place where something did, in its comment or in its replies. */
  update(comments: ReadonlyMap<string, Comment>, order: Order): Places<Shown> {
    const touched: Places<Shown> = new Set();
    if (order !== this.#order) touched.add(this.top);
    this.#order = order;
    if (comments !== this.#comments) this.#change(comments, touched);
    for (const place of touched) {
      const compare = place.comment ? compareNumbers : comparisonFor(order);
      place.replies = place.replies
        .filter(({ parent }) => parent === place)
        .sort((a, b) => compare(a.comment, b.comment));
    }
    return touched;
  }

  #change(comments: ReadonlyMap<string, Comment>, touched: Places<Shown>): void {
    const moved = new Set(this.#loose);
    for (const [id, node] of this.nodes) {
      if (comments.get(id)?.kind === 'comment') continue;
      this.nodes.delete(id);
      this.#loose.delete(node);
      moved.delete(node);
      this.#put(node, null, touched);
      for (const reply of node.replies) if (reply.parent === node) moved.add(reply);
    }
    for (const [id, comment] of comments) {
      if (comment === this.#comments.get(id) || comment.kind !== 'comment') continue;
      const { parent } = comment;
      let node = this.nodes.get(id);
      if (parent !== node?.comment.parent) {
        node ??= { comment, parent: null, replies: [], depth: -1, branch: null };
        this.nodes.set(id, node);
        moved.add(node);
      }
      node.comment = comment;
      touched.add(node);
      // Its number or its likes may be others now, and with them its place among its like.
      if (node.parent) touched.add(node.parent);
    }
    this.#comments = comments;
    const heads = this.#findCycleHeads(moved);
    for (const node of [...moved, ...heads]) {
      const parent = heads.has(node) ? undefined : this.#parentOf(node);
      if (parent || node.comment.parent === null) this.#loose.delete(node);
      else this.#loose.add(node);
      this.#put(node, parent ?? this.top, touched);
    }
  }

  #put(node: TreeNode<Shown>, place: Place<Shown> | null, touched: Places<Shown>): void {
    if (place === node.parent) return;
    if (node.parent) touched.add(node.parent);
    node.parent = place;
    place?.replies.push(node);
    if (place) touched.add(place);
  }

  #parentOf({ comment: { parent } }: TreeNode<Shown>): TreeNode<Shown> | undefined {
    return parent === null ? undefined : this.nodes.get(parent);
  }

  /** A comment of each cycle that those moved are part of, the same one whatever came first. Cutting there makes a tree of it. */
  #findCycleHeads(moved: Nodes<Shown>): Nodes<Shown> {
    const settled: Nodes<Shown> = new Set();
    const heads: Nodes<Shown> = new Set();
    for (const start of moved) {
      const path: Nodes<Shown> = new Set();
      let node: TreeNode<Shown> | undefined = start;
      for (; node && !settled.has(node) && !path.has(node); node = this.#parentOf(node)) path.add(node);
      if (node && path.has(node)) {
        const cycle = [...path].slice([...path].indexOf(node));
        heads.add(cycle.reduce((first, each) => (each.comment.id < first.comment.id ? each : first)));
      }
      for (const each of path) settled.add(each);
    }
    return heads;
  }
}
