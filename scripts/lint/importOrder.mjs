// Node's own modules, then packages, then files: the far ones first. `npx eslint --fix` sorts.
import sorting from 'eslint-plugin-simple-import-sort';

/** @type {import('eslint').Linter.Config} */
export const importOrder = {
  plugins: { sorting },
  rules: {
    'sorting/imports': ['error', { groups: [['^\\u0000', '^node:', '^@?\\w', '^\\.\\.', '^\\.']] }],
    'sorting/exports': 'error',
  },
};
