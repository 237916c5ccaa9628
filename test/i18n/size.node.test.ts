import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { locales } from '../../src/i18n/locale.ts';

/** Sizes in bytes after brotli, by file, of an entry of src bundled for the browser with its chunks. */
const bundle = async (entry: string): Promise<Map<string, number>> => {
  const outputs = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL(`../../src/${entry}`, import.meta.url)), formats: ['es'], fileName: 'entry' },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: { minify: true, chunkFileNames: '[name].js' },
      },
    },
  })) as Rolldown.RolldownOutput[];
  return new Map(
    outputs
      .flatMap(({ output }) => output)
      .map((file) => [file.fileName, brotliCompressSync(file.type === 'chunk' ? file.code : file.source).length]),
  );
};

describe('sizes', () => {
  let sizes: Map<string, number>;

  before(async () => {
    sizes = await bundle('i18n/load.ts');
  });

  it('has a chunk for each locale but English, and nothing between them and the entry', () => {
    const chunks = locales.filter((locale) => locale !== 'en').map((locale) => `${locale}.js`);
    assert.deepEqual([...sizes.keys()].sort(), [...chunks, 'entry.js'].sort());
  });

  for (const locale of locales.filter((each) => each !== 'en')) {
    it(`keeps ${locale} within 1.9 kB`, () => {
      const size = sizes.get(`${locale}.js`);
      assert.ok(size && size <= 1900, `${String(size)} bytes`);
    });
  }

  it('keeps the words of comment-count within 0.5 kB, in one file', async () => {
    const count = await bundle('i18n/count.ts');
    assert.equal(count.size, 1);
    const size = count.values().next().value;
    assert.ok(size && size <= 500, `${String(size)} bytes`);
  });
});
