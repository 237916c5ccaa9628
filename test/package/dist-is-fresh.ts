/** Builds into a temporary folder and fails when `dist/` holds anything else than the source builds. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBuilder } from 'vite';
import { distFolder, listBuiltFiles } from './bundle.ts';

const fresh = mkdtempSync(join(tmpdir(), 'comment-thread-dist-'));
try {
  const builder = await createBuilder({
    configFile: join(import.meta.dirname, '../../vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: fresh },
  });
  await builder.buildApp();

  const read = (folder: string, file: string) =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file)) : null;
  const files = new Set([...listBuiltFiles(fresh), ...(existsSync(distFolder) ? listBuiltFiles(distFolder) : [])]);
  const stale = [...files].filter((file) => {
    const built = read(fresh, file);
    const kept = read(distFolder, file);
    return !built || !kept || !built.equals(kept);
  });
  for (const file of stale) console.error(`dist/${file} is not what the source builds`);
  if (stale.length) {
    console.error('Run `npm run build` and commit dist/.');
    process.exitCode = 1;
  } else console.log(`dist/ is what the source builds (${String(files.size)} files)`);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
