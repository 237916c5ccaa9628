/**
 * What the compiler does not see: unsafe ways into the DOM, and sharp things outside their one home
 * (`fetch` in adapters/http.ts, IndexedDB in storage, HTML parsers in sanitize, `customElements` in
 * the entries and the static `define` methods).
 */
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const named = (names) => `/^(${names.join('|')})$/`;

/** Uses of a global or a property, however it is reached: `name`, `window.name`, `x['name']`. */
const mentions = (names, message) =>
  [`Identifier[name=${named(names)}]`, `MemberExpression[computed=true] > Literal[value=${named(names)}]`].map(
    (selector) => ({ selector, message }),
  );

const imports = (modules, message) =>
  ['ImportDeclaration', 'ImportExpression', 'ExportNamedDeclaration', 'ExportAllDeclaration'].map((node) => ({
    // A slash would end the selector's regular expression.
    selector: `${node}[source.value=/^(${modules.replaceAll('/', '\\u002F')})/]`,
    message,
  }));

const template = (pattern, message) => ({
  selector: `TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=${pattern}]`,
  message,
});

const unsafe = [
  ...mentions(
    [
      'innerHTML',
      'outerHTML',
      'insertAdjacentHTML',
      'setHTMLUnsafe',
      'srcdoc',
      'unsafeHTML',
      'unsafeSVG',
      'unsafeStatic',
      'unsafeCSS',
    ],
    'Markup from strings goes through src/sanitize, and comes back as nodes.',
  ),
  ...imports('lit(-html)?/(directives/unsafe-|static-html)', 'Markup from strings goes through src/sanitize.'),
  ...imports(
    'lit(-html)?/directives/style-map',
    'Inline styles break a strict style-src; use a class or a custom property.',
  ),
  ...mentions(['styleMap', 'cssText'], 'Inline styles break a strict style-src; use a class or a custom property.'),
  template('/\\sstyle\\s*=/i', 'Inline styles break a strict style-src; use a class or a custom property.'),
  template('/\\.(inner|outer)HTML|srcdoc/i', 'Markup from strings goes through src/sanitize.'),
  template('/\\son[a-z]+\\s*=/i', 'Event handler attributes break a strict script-src; use @event.'),
];

const requests = mentions(['sendBeacon'], 'Requests are made in src/adapters/http.ts.');

/** By scope, so that a method of one's own may have such a name. */
const requestGlobals = {
  globals: ['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'].map((name) => ({
    name,
    message: 'Requests are made in src/adapters/http.ts.',
  })),
  checkGlobalObject: true,
};

const database = [
  ...mentions(['indexedDB'], 'IndexedDB is opened in src/storage.'),
  ...imports('idb-keyval', 'IndexedDB is opened in src/storage.'),
];

const parsers = [
  ...mentions(
    ['DOMParser', 'createContextualFragment', 'parseHTMLUnsafe', 'parseFromString', 'setHTML'],
    'HTML is parsed in src/sanitize.',
  ),
  ...imports('dompurify', 'HTML is parsed in src/sanitize.'),
];

const registry = [
  {
    selector: 'Identifier[name="customElements"]:not(MethodDefinition[static=true][key.name="define"] *)',
    message: 'Elements are registered in the two entries and the static define methods.',
  },
];

const sharp = { requests, database, parsers, registry };
const forbid = (home) => ({
  'no-restricted-syntax': [
    'error',
    ...unsafe,
    ...Object.entries(sharp).flatMap(([name, rules]) => (name === home ? [] : rules)),
  ],
  'no-restricted-globals': home === 'requests' ? 'off' : ['error', requestGlobals],
});

/** Node's runner waits for its tests by itself. */
const knownSafe = {
  allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'it', 'suite', 'describe'] }],
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '**/node_modules/', 'demo/data/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-console': ['error', { allow: ['error', 'warn'] }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-param-reassign': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // An index that was just checked is surer than a branch that never runs.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An async method without await still rejects instead of throwing.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [
      lit.configs['flat/recommended'],
      wc.configs['flat/recommended'],
      wc.configs['flat/best-practice'],
      litA11y.configs.recommended,
    ],
    languageOptions: { globals: { window: 'readonly', self: 'readonly' } },
    rules: {
      ...forbid(),
      'max-lines': ['error', { max: 300 }],
      'lit/no-legacy-imports': 'error',
      'lit/no-value-attribute': 'error',
      'lit/prefer-nothing': 'error',
      'lit/quoted-expressions': 'error',
      'lit/lifecycle-super': 'error',
      'lit/no-native-attributes': 'error',
      // Lit renders before the constructor's caller can see the element.
      'wc/no-constructor-params': 'off',
    },
  },
  { files: ['src/adapters/http.ts'], rules: forbid('requests') },
  { files: ['src/storage/**'], rules: forbid('database') },
  { files: ['src/sanitize/**'], rules: forbid('parsers') },
  { files: ['src/comment-thread.ts', 'src/comment-count.ts'], rules: forbid('registry') },
  {
    files: ['test/**/*.ts', 'docs/**/*.ts', 'demo/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-floating-promises': ['error', knownSafe],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Tests put methods aside to patch them, and make what they need without its constructor.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
);
