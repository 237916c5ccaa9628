/**
 * The floors of the house, from the ground up: a file imports only from floors below its own, or
 * from its own room. And who may use which package.
 */
const floors = [
  'errors\\.ts$',
  'model/',
  'i18n/',
  'sanitize/',
  'storage/',
  'adapters/',
  'drafts/',
  'store/',
  'view/',
  'controllers/',
  'elements/',
  '(index|comment-thread|comment-count|background-sync)\\.ts$',
];

const above = floors.slice(0, -1).map((floor, level) => ({
  name: `${floor.replace(/\W.*/, '')}-looks-up`,
  comment: 'A file imports only from floors below its own.',
  severity: 'error',
  from: { path: `^src/${floor}` },
  to: { path: `^src/(${floors.slice(level + 1).join('|')})` },
}));

/** A package, and the only rooms that may import it. */
const homes = { lit: '(view|controllers|elements)/', 'idb-keyval': 'storage/', dompurify: 'sanitize/' };

const packages = Object.entries(homes).map(([name, rooms]) => ({
  name: `${name}-away-from-home`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${rooms}` },
  to: { path: `node_modules/${name}/` },
}));

export default {
  forbidden: [
    ...above,
    ...packages,
    {
      name: 'no-such-room',
      comment: 'Every file in src belongs to a floor.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/(${floors.join('|')})` },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'few-dependencies',
      comment: 'What the element needs at run time is lit, idb-keyval and dompurify.',
      severity: 'error',
      from: { path: '^src/' },
      to: { pathNot: `^(src/|node_modules/(${Object.keys(homes).join('|')})/)` },
    },
    {
      name: 'two-houses',
      comment: 'The demo meets the element as a page does: by its built script.',
      severity: 'error',
      from: { path: '^demo/' },
      to: { path: '^src/' },
    },
    {
      name: 'one-way-to-lit',
      comment: 'lit re-exports its inner packages; importing those can bring a second copy.',
      severity: 'error',
      from: { path: '^(src|test)/' },
      to: { path: 'node_modules/(lit-html|lit-element|@lit)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|demo/data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
