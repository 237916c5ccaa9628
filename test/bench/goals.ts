/** What must hold of the element, beside what was measured. */
import { atMost, type Figure } from '../support/figure.ts';
import { element, preloaded, repeated } from './element.ts';
import { valuesOf, type Result } from './result.ts';
import { staticHtml } from './static-html.ts';
import { median } from './statistics.ts';
import type { Contender } from './contender.ts';

const round = (value: number): number => Math.round(value * 100) / 100;

/** Every goal on the sizes that were measured; one without a figure is missed. */
export const judge = (results: readonly Result[]): Figure[] => {
  const sizes = [...new Set(results.map(({ size }) => size))].sort((a, b) => a - b);
  const of = ({ name }: Contender, size: number, read: (result: Result) => number | null): number =>
    median(valuesOf(results, { contender: name, size }, read));
  const ratio = (contender: Contender, size: number, read: (result: Result) => number | null): number =>
    round(of(contender, size, read) / of(staticHtml, size, read));
  const figures: Figure[] = [];
  for (const size of sizes) {
    const at = (what: string): string => `${what}, ${size.toLocaleString('en')} comments`;
    const first = ({ first: time }: Result): number | null => time;
    if (size >= 100 && size <= 10_000) {
      figures.push(atMost(at('first comment, preloaded'), ratio(preloaded, size, first), 1, ' × static HTML'));
      figures.push(atMost(at('first comment, script tag alone'), ratio(element, size, first), 1.25, ' × static HTML'));
      figures.push(atMost(at('first comment, second visit'), ratio(repeated, size, first), 0.9, ' × static HTML'));
    }
    figures.push(
      atMost(at('layout shift after the first comment'), round(of(element, size, ({ shift }) => shift)), 0.01),
    );
    if (size === 10_000) {
      figures.push(
        atMost(
          at('all present'),
          ratio(element, size, ({ all }) => all),
          1,
          ' × static HTML',
        ),
      );
      figures.push(
        atMost(at('longest task'), Math.round(of(element, size, ({ longestTask }) => longestTask)), 200, ' ms'),
      );
      figures.push(
        atMost(at('a keystroke, above a bare field'), round(of(element, size, ({ keystroke }) => keystroke)), 4, ' ms'),
      );
      for (const act of ['reply', 'collapse', 'arrival'] as const) {
        figures.push(atMost(at(act), Math.round(of(element, size, (result) => result[act])), 50, ' ms'));
      }
    }
    if (size === 100_000) {
      const asAtThousand = round(of(element, size, first) / of(element, 1000, first));
      figures.push(atMost(at('first comment'), asAtThousand, 1.1, ' × that of 1,000'));
      figures.push(atMost(at('heap'), Math.round(of(element, size, ({ heap }) => heap) / 1e6), 400, ' MB'));
    }
  }
  return figures;
};
