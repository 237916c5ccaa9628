/**
 * Packs the package from a copy of the source in another place, as publishing would, and looks at it
 * as those who install it do.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import manifest from '../../package.json' with { type: 'json' };
import { distFolder, listBuiltFiles, readBundle } from './bundle.ts';

const root = join(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'comment-thread-pack-'));
const copy = join(place, 'copy');
const site = join(place, 'site');
const installed = join(site, 'node_modules', manifest.name);

const run = (command: string, args: string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

before(() => {
  mkdirSync(copy);
  for (const name of [
    'src',
    'docs',
    'package.json',
    'tsconfig.json',
    'vite.config.ts',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
  ])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  run('npm', ['pack', '--pack-destination', place], copy);

  mkdirSync(installed, { recursive: true });
  run(
    'tar',
    ['-xzf', join(place, `${manifest.name}-${manifest.version}.tgz`), '-C', installed, '--strip-components=1'],
    place,
  );
  for (const name of Object.keys(manifest.dependencies))
    symlinkSync(join(root, 'node_modules', name), join(site, 'node_modules', name));
  for (const name of ['@lit', 'lit-html', 'lit-element', '@types'])
    symlinkSync(join(root, 'node_modules', name), join(site, 'node_modules', name));
  writeFileSync(join(site, 'package.json'), '{ "type": "module" }');
});

after(() => rmSync(place, { recursive: true, force: true }));

test('the script-tag files are the same bytes wherever they are built', () => {
  const files = listBuiltFiles(join(installed, 'dist'));
  assert.deepEqual(files, listBuiltFiles(distFolder));
  for (const file of files)
    assert.ok(readFileSync(join(installed, 'dist', file)).equals(readFileSync(join(distFolder, file))), file);
});

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test('every address of the package leads to a file', () => {
  const addresses = Object.keys(manifest.exports)
    .filter((path) => !path.includes('*'))
    .concat('./dist/comment-thread.js', './dist/comment-thread.classic.js', './dist/comment-count.js')
    .map((path) => path.replace('.', manifest.name));
  const script = `for (const address of ${JSON.stringify(addresses)}) await (await import('node:fs/promises')).access(new URL(import.meta.resolve(address)));`;
  run(process.execPath, ['--input-type=module', '--eval', script], site);
});

test('the file for a service worker imports nothing, and listens at once, as a classic script and as a module', () => {
  const file = join(installed, 'dist/background-sync.js');
  const { imports, later } = readBundle(join(installed, 'dist')).get('background-sync.js') ?? {};
  assert.deepEqual([imports, later], [[], []]);
  const heard = (load: string): unknown => {
    const script = `
      const types = [];
      globalThis.self = { addEventListener: (type) => types.push(type) };
      ${load}
      console.log(JSON.stringify(types));`;
    return JSON.parse(run(process.execPath, ['--input-type=module', '--eval', script], site));
  };
  assert.deepEqual(heard(`await import('${manifest.name}/background-sync.js');`), ['activate', 'sync']);
  const classic = `(await import('node:vm')).runInThisContext(${JSON.stringify(readFileSync(file, 'utf8'))});`;
  assert.deepEqual(heard(classic), ['activate', 'sync']);
});

test('importing the package registers nothing, importing an entry registers its element', () => {
  const registered = (entry: string): unknown => {
    const script = `
      const tags = [];
      globalThis.HTMLElement = class {};
      globalThis.customElements = { define: (tag) => tags.push(tag), get: () => undefined };
      await import(${JSON.stringify(entry)});
      console.log(JSON.stringify(tags));`;
    return JSON.parse(run(process.execPath, ['--input-type=module', '--eval', script], site));
  };
  assert.deepEqual(registered(manifest.name), []);
  assert.deepEqual(registered(`${manifest.name}/comment-thread.js`), ['comment-thread']);
  assert.deepEqual(registered(`${manifest.name}/comment-count.js`), ['comment-count']);
});

test('its types serve a site that checks libraries too', () => {
  writeFileSync(
    join(site, 'use.ts'),
    `import { CommentThread, CommentThreadError, type Adapter } from '${manifest.name}';
import '${manifest.name}/comment-thread.js';
const element: CommentThread = document.createElement('comment-thread');
const adapter: Adapter | undefined = typeof element.adapter === 'string' ? undefined : element.adapter;
element.addEventListener('thread-error', (event) => console.log(event.error instanceof CommentThreadError, adapter));
element.reveal('a') satisfies Promise<boolean>;
`,
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])
    run(
      process.execPath,
      [
        tsc,
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--lib',
        'es2023,dom,dom.iterable,dom.asynciterable',
        '--types',
        'trusted-types',
        '--module',
        module!,
        '--moduleResolution',
        moduleResolution!,
        'use.ts',
      ],
      site,
    );
});

test('the manifest describes both elements by the published files', () => {
  const { modules } = JSON.parse(readFileSync(join(installed, manifest.customElements), 'utf8')) as {
    modules: { path: string; declarations: { tagName?: string }[] }[];
  };
  const tags = modules.flatMap(({ declarations }) => declarations.flatMap(({ tagName }) => tagName ?? []));
  assert.deepEqual(tags.sort(), ['comment-count', 'comment-thread']);
  const files = new Set(readdirSync(installed, { recursive: true, encoding: 'utf8' }));
  for (const { path } of modules) assert.ok(files.has(path), path);
});

test('source maps carry the source, and no path of the machine that built them', () => {
  const modules = join(installed, 'dist/modules');
  const maps = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js.map'));
  assert.ok(maps.length > 0);
  for (const file of maps) {
    const map = JSON.parse(readFileSync(join(modules, file), 'utf8')) as {
      sources: string[];
      sourcesContent?: string[];
    };
    assert.ok(map.sourcesContent?.every(Boolean), file);
    assert.ok(
      map.sources.every((source) => source.startsWith('../')),
      `${file}: ${map.sources.join()}`,
    );
  }
});
