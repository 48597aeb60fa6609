import tseslint from 'typescript-eslint';
import { assertionsWithReasons } from '../../../scripts/lint/assertions.mjs';
import { constantNames, privateMembers } from '../../../scripts/lint/handwriting.mjs';
import { importOrder } from '../../../scripts/lint/importOrder.mjs';
import { quotationMarks } from '../../../scripts/lint/quotationMarks.mjs';
import { testRule } from '../../support/lintRule';

describe('the rule that an assertion says why', () => {
  testRule(assertionsWithReasons, {
    caught: ['const a = b as string;', 'const a = <string>b;', '/** It is. */\nconst a = b as string;'],
    free: [
      'const a = b as string; // checked above',
      '// checked above\nconst a = b as string;',
      "const a = ['x'] as const;",
      "import { a as b } from './a';",
    ],
  });
});

describe('the rule of private members', () => {
  testRule(
    { rules: { 'no-restricted-syntax': ['error', privateMembers] } },
    { caught: ['class A { #b = 1; }', 'class A { #b() {} }'], free: ['class A { private b = 1; }'] },
  );
});

describe('the rule of constants', () => {
  testRule(
    { plugins: { '@typescript-eslint': tseslint.plugin }, rules: constantNames },
    {
      caught: ['const MAX_ITEMS = 1;', 'const max_items = 1;'],
      free: ['const maxItems = 1;', 'const Job = z.object({});', 'const { MAX_ITEMS: maxItems } = limits;'],
    },
  );
});

describe('the rule of quotation marks', () => {
  testRule(quotationMarks, {
    caught: ['/** Rows say \u00ab2m ago\u00bb. */', "const a = '\u00bbyes\u00ab';"],
    free: ['/** Rows say “2m ago”, or "now". */'],
  });
});

describe('the rule of imports', () => {
  testRule(importOrder, {
    caught: [
      "import { a } from './a';\nimport path from 'node:path';",
      "import { b } from './b';\nimport { a } from './a';",
    ],
    free: [
      "import './first';\nimport path from 'node:path';\nimport { z } from 'zod';\nimport { a } from '../a';\nimport { b } from './b';",
    ],
  });
});
