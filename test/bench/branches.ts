/** A thread as widgets ask for it that page by the comments at its top level. */
import type { BenchThread } from './contender.ts';
import type { BenchComment } from './corpus.ts';

export interface BenchBranch {
  readonly root: BenchComment;
  /** All that stands below it, depth first. */
  readonly replies: readonly BenchComment[];
}

/** Up to `limit` branches from the one at `start`, and how many the thread has in all. */
export const readBranches = (
  { comments }: BenchThread,
  start: number,
  limit: number,
): { readonly branches: readonly BenchBranch[]; readonly total: number } => {
  const roots = comments.filter(({ parent }) => parent === null);
  const branches = roots.slice(start, start + limit).map((root) => ({
    root,
    replies: comments.filter((comment) => comment.root === root.id && comment !== root),
  }));
  return { branches, total: roots.length };
};
