import type { Comment, Order } from './comment.ts';

/** What a thread can be ordered by; the first is the default. */
export const orders: readonly Order[] = ['oldest', 'newest', 'popular'];

type Comparison = (a: Comment, b: Comment) => number;

/** By outline number; comments that have none yet come last, in the order of their dates. */
export const compareNumbers: Comparison = (a, b) => {
  if (!a.number || !b.number) {
    return Number(!a.number) - Number(!b.number) || (a.created ?? Infinity) - (b.created ?? Infinity) || 0;
  }
  const { number } = b;
  const i = a.number.findIndex((part, level) => part !== number[level]);
  return i < 0 ? a.number.length - number.length : a.number[i]! - (number[i] ?? -1);
};

const comparisons: Record<Order, Comparison> = {
  oldest: compareNumbers,
  newest: (a, b) => compareNumbers(b, a),
  popular: (a, b) => b.likes - a.likes || compareNumbers(a, b),
};

/** How top-level comments are sorted. Replies always stand as numbered. */
export const comparisonFor = (order: Order): Comparison => comparisons[order];
