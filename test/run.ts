/**
 * `npm test`: pure modules and the endpoint under Node, the element in Chromium, then the demo end
 * to end. `npm test -- node tree` runs only the files of that kind with that word in their path.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runBrowserTests } from './run-browser.ts';
import { runNodeTests } from './run-node.ts';
import type { Tally } from './support/tally.ts';

const kinds: Record<string, { has: (file: string) => boolean; run: (files: string[]) => Promise<Tally> }> = {
  node: { has: (file) => file.endsWith('.node.test.ts') && !file.startsWith('e2e'), run: runNodeTests },
  browser: { has: (file) => file.endsWith('.browser.test.ts'), run: runBrowserTests },
  // One at a time: each file has a demo with a database and a browser.
  e2e: {
    has: (file) => file.endsWith('.node.test.ts') && file.startsWith('e2e'),
    run: (files) => runNodeTests(files, 1),
  },
};

const asked = process.argv.slice(2);
const words = asked.filter((word) => !(word in kinds));
const chosen = Object.entries(kinds).filter(([kind]) => asked.includes(kind) || asked.length === words.length);
const everything = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).sort();

const total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const [kind, { has, run }] of chosen) {
  const files = everything.filter((file) => has(file) && words.every((word) => file.includes(word)));
  // A word may leave a kind without files; a kind without any test is a mistake.
  if (!files.length && words.length) continue;
  console.log(`\n${kind}: ${String(files.length)} files`);
  const tally = files.length
    ? await run(files.map((file) => join(import.meta.dirname, file)))
    : { passed: 0, failed: 1, skipped: 0 };
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += tally[key];
}

if (total.skipped) console.log(`\n${String(total.skipped)} skipped`);
console.log(`\n${String(total.passed)} passed, ${String(total.failed)} failed`);
process.exit(total.failed || !total.passed ? 1 : 0);
