/** `npm run size`: prints what a page loads, and fails when it is more than it may be. */
import { measureBudgets } from './budget.ts';
import { distFolder, readBundle } from './bundle.ts';

const bundle = readBundle(distFolder);
const budgets = measureBudgets(bundle);

const row = (name: string, kilobytes: number, rest = '') =>
  console.log(`${name.padEnd(38)}${kilobytes.toFixed(2).padStart(7)} kB ${rest}`.trimEnd());

console.log('Brotli, in thousands of bytes');
for (const [file, { brotli }] of bundle) row(file, brotli / 1000);
console.log();
for (const { what, limit, kilobytes } of budgets)
  row(what, kilobytes, `of ${limit.toFixed(1).padStart(4)} ${kilobytes > limit ? '← TOO MUCH' : ''}`);

if (budgets.some(({ kilobytes, limit }) => !(kilobytes <= limit))) process.exitCode = 1;
