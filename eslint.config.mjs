import tseslint from 'typescript-eslint';
import { assertionsWithReasons } from './scripts/lint/assertions.mjs';
import { constantNames, privateMembers } from './scripts/lint/handwriting.mjs';
import { importOrder } from './scripts/lint/importOrder.mjs';
import { inertTextPlaces, inertTextRules } from './scripts/lint/inertText.mjs';
import { localization } from './scripts/lint/localizedText.mjs';
import { quotationMarks } from './scripts/lint/quotationMarks.mjs';

const parserOptions = {
  project: ['tsconfig.json', 'tsconfig.common.json', 'src/webview/tsconfig.json', 'test/tsconfig.json'],
  tsconfigRootDir: import.meta.dirname,
};

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.stryker/', '.vscode-test/', 'node_modules/', 'test/fixtures/'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'looks/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      ...constantNames,
      'no-restricted-syntax': ['error', privateMembers],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The names of foreign data stand out in brackets.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // A `!` says nothing; an `as` has room for a reason.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/engine/**', 'src/webview/**', ...inertTextPlaces],
    rules: { 'no-restricted-syntax': [...inertTextRules['no-restricted-syntax'], privateMembers] },
  },
  { files: ['src/**/*.ts'], ...assertionsWithReasons },
  { files: ['**/*.{ts,mjs}'], ...importOrder },
  { files: ['**/*.{ts,mjs}'], ...quotationMarks },
  {
    // The engine is a server: like any other it responds in English, as the log is written. `pageHtml` is markup.
    files: ['src/**/*.ts'],
    ignores: ['src/engine/**', 'src/platform/log.ts', 'src/views/pageHtml.ts'],
    plugins: { localization },
    rules: { 'localization/localized-text': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/platform/language.ts', 'src/views/pageHtml.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'vscode', importNames: ['l10n'], message: 'Use t of @vscode/l10n, which works everywhere.' },
      ],
    },
  },
  {
    // A process of its own: it tells on its standard output where it listens, and on the other what failed.
    files: ['src/engine/**/*.ts'],
    rules: { 'no-console': ['error', { allow: ['error'] }] },
  },
  {
    files: ['src/engine/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts', 'looks/**/*.ts'],
    rules: {
      'no-console': 'off',
      // What a test takes apart is often untyped on purpose, and where it is not there the test fails.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['scripts/**/*.mjs', '*.mjs'],
    extends: [tseslint.configs.recommended],
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }] },
  },
  {
    files: ['scripts/**/*.mjs'],
    languageOptions: { parserOptions },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
);
