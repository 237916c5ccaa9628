import { arrangeBranches, type Branch } from '../model/branches.ts';
import type { Comment, Order } from '../model/comment.ts';
import { buildTree, listPingbacks, type TreeNode } from '../model/tree.ts';
import type { CommentNote } from './view-context.ts';

/** From comments to what is shown, each step made again only when what it is made from changed. */
export class Arrangement {
  branches: readonly Branch<CommentNote>[] = [];
  pingbacks: readonly Branch<CommentNote>[] = [];
  /** Whether any body needs the sanitiser. */
  hasHtml = false;
  #comments: ReadonlyMap<string, Comment> = new Map();
  #order: Order | undefined;
  #levels = 0;
  #notes: ReadonlyMap<string, CommentNote> | undefined;
  #roots: readonly TreeNode[] = [];
  #pingbacks: readonly Comment[] = [];
  readonly #known = new Map<string, Branch<CommentNote>>();

  get comments(): ReadonlyMap<string, Comment> {
    return this.#comments;
  }

  get isEmpty(): boolean {
    return !this.branches.length && !this.pingbacks.length;
  }

  /** @param levels How many levels of lists there are, from 1. */
  update(
    comments: ReadonlyMap<string, Comment>,
    order: Order,
    levels: number,
    notes: ReadonlyMap<string, CommentNote>,
  ): void {
    const isKnown = comments === this.#comments && order === this.#order;
    if (isKnown && levels === this.#levels && notes === this.#notes) return;
    this.#levels = levels;
    this.#notes = notes;
    if (!isKnown) {
      this.#comments = comments;
      this.#order = order;
      this.#roots = buildTree(comments, order);
      this.#pingbacks = listPingbacks(comments);
      this.hasHtml = [...comments.values()].some(({ body }) => 'html' in body);
    }
    this.branches = arrangeBranches(this.#roots, levels, notes, this.#known);
    this.pingbacks = this.#pingbacks.map((comment) => ({
      comment,
      answers: null,
      replies: [],
      size: 0,
      note: notes.get(comment.id),
    }));
  }
}
