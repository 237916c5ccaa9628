/** What must hold of the element, beside what was measured. A goal without a figure is missed. */
import { atLeast, atMost, type Figure } from '../support/figure.ts';
import type { Budget } from '../package/budget.ts';
import type { Contender } from './contender.ts';
import { ways } from './contenders.ts';
import { element, preloaded, repeated } from './element.ts';
import { valuesOf, type Read, type Result } from './result.ts';
import { staticHtml } from './static-html.ts';
import { median } from './statistics.ts';
import { unslowed } from './variants.ts';

const round = (value: number): number => Math.round(value * 100) / 100;

/** Visits in which something holds, as a share of all. */
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const first: Read = ({ first }) => first;
const firstGoals = [
  [preloaded, 1],
  [element, 1.25],
  [repeated, 0.9],
] as const;

const acts = [
  ['opening a reply', ({ reply }: Result) => reply],
  ['hiding the largest branch', ({ collapse }: Result) => collapse],
  ['an arrival', ({ arrival }: Result) => arrival],
] as const;

/** Until the first comment, by the names of their budgets. */
const weighed = /^before the first /;

/** How the results of one size are asked for; an answer without a figure is NaN. */
const ask = (results: readonly Result[], size: number) => {
  const all = ({ name }: Contender, read: Read): number[] => valuesOf(results, { contender: name, size }, read);
  const of = (contender: Contender, read: Read): number => median(all(contender, read));
  const ratio = (contender: Contender, read: Read): number => round(of(contender, read) / of(staticHtml, read));
  return { all, of, ratio };
};

const judgeSize = (results: readonly Result[], size: number): Figure[] => {
  const { all, of, ratio } = ask(results, size);
  const at = (what: string): string => `${what}, ${size.toLocaleString('en')} comments`;
  const figures: Figure[] = [];
  if (size >= 100 && size <= 10_000) {
    for (const [way, goal] of firstGoals)
      figures.push(atMost(at(`first comment, ${way.name}`), ratio(way, first), goal, ' × static HTML'));
  }
  for (const way of ways)
    figures.push(atMost(at(`layout shift, ${way.name}`), round(of(way, ({ shift }) => shift)), 0.01));
  if (size === 10_000) {
    const longest: Read = ({ longestTask }) => longestTask;
    for (const way of ways)
      figures.push(
        atMost(
          at(`all present, ${way.name}`),
          ratio(way, ({ all }) => all),
          1,
          ' × static HTML',
        ),
      );
    for (const way of ways)
      figures.push(atMost(at(`longest task, ${way.name}`), Math.round(of(way, longest)), 200, ' ms'));
    figures.push(atMost(at('longest task, unslowed, if over 50 ms'), Math.round(of(unslowed, longest)), 50, ' ms'));
    const keystroke = round(of(element, (result) => result.keystroke));
    figures.push(atMost(at('a keystroke, above a bare field'), keystroke, 4, ' ms'));
    for (const [act, read] of acts) figures.push(atMost(at(act), Math.round(of(element, read)), 50, ' ms'));
    const found = round(100 * mean(all(element, (result) => result.found)));
    figures.push(atLeast(at('the browser’s search finds the last'), found, 100, ' % of visits'));
  }
  if (size === 100_000) {
    const asAtThousand = round(of(element, first) / ask(results, 1000).of(element, first));
    figures.push(atMost(at('first comment'), asAtThousand, 1.1, ' × that of 1,000'));
    const reached = all(element, (result) => result.reached);
    const least = reached.length ? Math.min(...reached) : NaN;
    figures.push(atLeast(at('reached by scrolling to the end, the fewest'), least, size));
    const heap = Math.round(of(element, ({ fullHeap }) => fullHeap) / 1e6);
    figures.push(atMost(at('heap with all of them'), heap, 400, ' MB'));
    const leap = Math.max(...all(element, (result) => result.leap));
    const isKnown = Number.isFinite(leap);
    figures.push(atMost(at('a leap to any place, the worst'), isKnown ? Math.round(leap) : NaN, 2000, ' ms'));
  }
  return figures;
};

/** What has been measured of the element, and what its built code weighs. */
export interface Judged {
  readonly results: readonly Result[];
  readonly budgets: readonly Budget[];
}

/** Every goal on the sizes that were measured. */
export const judge = ({ results, budgets }: Judged): Figure[] => {
  const sizes = [...new Set(results.map(({ size }) => size))].sort((a, b) => a - b);
  const code = budgets.filter(({ what }) => weighed.test(what));
  return [
    ...sizes.flatMap((size) => judgeSize(results, size)),
    ...code.map(({ what, kilobytes, limit }) => atMost(`code ${what}`, round(kilobytes), limit, ' kB')),
  ];
};
