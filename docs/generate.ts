/**
 * `npm run docs`: fills the regions of README.md and docs/outbox.md that are made from the source and from
 * dist/, so that no table, hash or figure in them is typed. A region stands between `<!-- NAME -->` and
 * `<!-- /NAME -->`. With `--check` it only says whether they are what it would write.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import manifest from '../package.json' with { type: 'json' };
import { measureBudgets } from '../test/package/budget.ts';
import { distFolder, readBundle } from '../test/package/bundle.ts';
import { readAnswers } from './answers.ts';
import { readDeclarations } from './manifest.ts';
import { elementTables, table } from './tables.ts';

const documents = ['README.md', 'docs/outbox.md'];

const integrity = (file: string): string =>
  `sha384-${createHash('sha384')
    .update(readFileSync(join(distFolder, file)))
    .digest('base64')}`;

const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\``;

const bundle = readBundle(distFolder);
const parts = [...bundle.keys()].filter((file) => file.startsWith(`${manifest.version}/`));

const declarations = readDeclarations();
const tablesOf = (tag: string): [string, () => string][] => {
  const element = declarations.find(({ tagName }) => tagName === tag);
  if (!element) throw new Error(`<${tag}> is not in the manifest`);
  return Object.entries(elementTables(element, declarations)).map(([name, make]) => [`${tag} ${name}`, make]);
};

const scriptTag = (file: string): string =>
  fenced(
    'html',
    `<script
  type="module"
  src="/comment-thread/${file}"
  integrity="${integrity(file)}"
></script>`,
  );

/** What a page may ask for before its script does, and the room it may keep free. */
const preloadLines = (): string =>
  fenced(
    'html',
    `<link rel="modulepreload" href="/comment-thread/comment-thread.js" integrity="${integrity('comment-thread.js')}" />
<link
  rel="preload"
  as="fetch"
  crossorigin
  href="https://comments.example.org/blog/comments?thread=%2F2026%2Fa-post&order=oldest&limit=50"
/>
<style>
  comment-thread {
    display: block;
    min-height: min(100vh, 48rem);
  }
</style>`,
  );

const answersTable = (): string => {
  const [head = [], ...rows] = readAnswers();
  return table(head, rows);
};

const regions = new Map<string, () => string>([
  ['answers', () => answersTable()],
  ...tablesOf('comment-thread'),
  ...tablesOf('comment-count'),
  ['script-tag', () => scriptTag('comment-thread.js')],
  ['preload-lines', preloadLines],
  ['count-script-tag', () => scriptTag('comment-count.js')],
  [
    'import-map',
    () => {
      const hashes = Object.fromEntries(parts.map((file) => [`/comment-thread/${file}`, integrity(file)]));
      return fenced('html', `<script type="importmap">\n${JSON.stringify({ integrity: hashes }, null, 2)}\n</script>`);
    },
  ],
  [
    'sizes',
    () =>
      [
        '| What a page loads | kB | at most |',
        '| --- | --: | --: |',
        ...measureBudgets(bundle).map(
          ({ what, kilobytes, limit }) => `| ${what} | ${kilobytes.toFixed(1)} | ${limit.toFixed(1)} |`,
        ),
      ].join('\n'),
  ],
]);

for (const document of documents) {
  const file = join(import.meta.dirname, '..', document);
  const before = readFileSync(file, 'utf8');
  const filled = before.replace(/<!-- ([a-z][\w -]*) -->[^]*?<!-- \/\1 -->/g, (_, name: string) => {
    const make = regions.get(name);
    if (!make) throw new Error(`${document} asks for “${name}”, which nothing makes`);
    return `<!-- ${name} -->\n\n${make()}\n\n<!-- /${name} -->`;
  });
  const after = await format(filled, { ...(await resolveConfig(file)), parser: 'markdown' });

  if (!process.argv.includes('--check')) writeFileSync(file, after);
  else if (after !== before) {
    console.error(`${document} is not what the source says. Run \`npm run docs\` and commit it.`);
    process.exitCode = 1;
  } else console.log(`${document} is what the source says`);
}
