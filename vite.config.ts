/**
 * Builds what a script tag loads, straight into `dist/`:
 *
 *   comment-thread.js          the element in one file, its later parts in `<version>/`
 *   comment-count.js           the small one, sharing nothing, so that it is one request
 *   comment-thread.classic.js  for pages that cannot say type="module"
 *   background-sync.js         for a service worker, classic or module: one file that imports nothing
 *
 * Environments of their own rather than one build with three entries: what both use would become a
 * third file to wait for. Names carry no hash, the folder carries the version: a cached
 * entry asks for the parts it was built with, and an import map can name them for integrity.
 */
import { join } from 'node:path';
import { minify } from 'terser';
import { type EnvironmentOptions, type Plugin, Visitor, defineConfig, parseSync } from 'vite';
import manifest from './package.json' with { type: 'json' };

const root = import.meta.dirname;

/**
 * `document.currentScript` rather than `import('./comment-thread.js')`: a classic script from
 * another origin has no address of its own to resolve against.
 */
const loader = `// Loads the module that lies beside this file.
import(new URL('comment-thread.js', document.currentScript.src));
`;

const classicLoader: Plugin = {
  name: 'classic-loader',
  applyToEnvironment: ({ name }) => name === 'client',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'comment-thread.classic.js', source: loader });
  },
};

/** Stands for what is put into a template. */
const gap = '\0';

/** A template without its indentation: a line break in its content stands for nothing, only a space is one. */
const tighten: Readonly<Record<string, (template: string) => string>> = {
  html: (template) =>
    template.replace(/(<[^>]*>)|\s*\n\s*/g, (_, tag?: string) => tag?.replace(/\s*\n\s*/g, ' ') ?? ''),
  css: (template) =>
    template
      .replace(/\/\*[^]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,>]) ?|(:) /g, '$1$2')
      .replace(/;}/g, '}'),
};

/** Minifiers leave template literals as they are. */
const tightTemplates: Plugin = {
  name: 'tight-templates',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/.*\.ts$/ },
    handler(code, id) {
      const parts: { start: number; end: number; text: string }[] = [];
      new Visitor({
        TaggedTemplateExpression({ tag, quasi }) {
          const rewrite = tag.type === 'Identifier' ? tighten[tag.name] : undefined;
          const texts = quasi.quasis.map(({ start, end }) => code.slice(start, end));
          const rewritten = rewrite?.(texts.join(gap)).split(gap) ?? [];
          for (const [i, text] of rewritten.entries()) parts.push({ ...quasi.quasis[i]!, text });
        },
      }).visit(parseSync(id, code).program);
      // Backwards, so that no rewriting moves what is still to be rewritten.
      return parts
        .sort((a, b) => b.start - a.start)
        .reduce((rest, { start, end, text }) => rest.slice(0, start) + text + rest.slice(end), code);
    },
  },
};

/**
 * Has Chromium compile the whole entry while it is loaded, off the main thread: nearly all of it runs before the first
 * comment. https://v8.dev/blog/explicit-compile-hints
 */
const eager = '//# allFunctionsCalledOnLoad\n';

/** What Vite's minifier leaves, a second one makes smaller by 2 % after compression. */
const terse: Plugin = {
  name: 'terse',
  async generateBundle({ format }, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type !== 'chunk') continue;
      const { code } = await minify(part.code, {
        module: format === 'es',
        ecma: 2020,
        compress: { conditionals: false, passes: 3, pure_getters: true, unsafe_arrows: true },
      });
      part.code = (part.fileName === 'comment-thread.js' ? eager : '') + (code ?? part.code);
    }
  },
};

/** Languages are told apart by name from the parts that every reader may need. */
const kindOf = (module: string | null): string => (module?.startsWith(join(root, 'src/i18n/')) ? 'locale-' : '');

/** One script tag's file, and the parts it loads later under names that begin with `prefix`. */
const script = (entry: string, prefix: string): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    lib: { entry: join(root, 'src', `${entry}.ts`), formats: ['es'], fileName: entry },
    rolldownOptions: {
      // A later part imports what it shares with the entry from the entry, not from a file in between.
      preserveEntrySignatures: 'allow-extension',
      output: {
        chunkFileNames: ({ facadeModuleId }) => `${manifest.version}/${prefix}${kindOf(facadeModuleId)}[name].js`,
        // Library builds keep white space otherwise.
        minify: true,
      },
    },
  },
});

/** A service worker may not import later, so that whatever it may ever need is in the one file. */
const worker: EnvironmentOptions = {
  consumer: 'client',
  build: {
    lib: {
      entry: join(root, 'src/background-sync.ts'),
      formats: ['iife'],
      // Asked for although nothing is exported that could have it.
      name: 'backgroundSync',
      fileName: () => 'background-sync.js',
    },
    rolldownOptions: { output: { minify: true } },
  },
};

const element = script('comment-thread', '');

export default defineConfig({
  root,
  publicDir: false,
  plugins: [tightTemplates, terse, classicLoader],
  build: { target: 'es2022', emptyOutDir: false, reportCompressedSize: false },
  environments: {
    // Built first: empties the folder, and names the libraries whose licences ask for it.
    client: { ...element, build: { ...element.build, emptyOutDir: true, license: { fileName: 'LICENSES.md' } } },
    count: script('comment-count', 'count-'),
    worker,
  },
  builder: {},
});
