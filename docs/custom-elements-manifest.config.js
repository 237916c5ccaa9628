/** The manifest that editors and the README's tables are made from. */

/** Paths of the published modules instead of the source's. */
const publishedPath = (path) =>
  path
    .replace(/^\//, '')
    .replace(/^src\//, 'dist/modules/')
    .replace(/\.ts$/, '.js');

const rewritePaths = (value) => {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if ((key === 'path' || key === 'module') && typeof inner === 'string') value[key] = publishedPath(inner);
    else rewritePaths(inner);
  }
};

const onlyThePublic = {
  name: 'only-the-public',
  packageLinkPhase({ customElementsManifest }) {
    for (const declaration of customElementsManifest.modules.flatMap(({ declarations }) => declarations)) {
      // What the platform or Lit asks of every element needs no words, and is no news to a page.
      declaration.members = declaration.members?.filter(
        ({ privacy, description }) => privacy !== 'private' && privacy !== 'protected' && description,
      );
      // The analyzer takes what an event is made with for its name; the documented ones are right.
      declaration.events = declaration.events?.filter(({ description }) => description);
    }
    rewritePaths(customElementsManifest);
  },
};

export default {
  globs: ['src/elements/**/*.ts', 'src/index.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  quiet: true,
  plugins: [onlyThePublic],
};
