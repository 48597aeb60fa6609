import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const documents = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** What people read that is no code. */
const texts = [
  ...documents,
  'package.json',
  ...readdirSync(root).filter((name) => name.startsWith('package.nls')),
  ...readdirSync(join(root, 'l10n')).map((name) => join('l10n', name)),
];

describe('what people read', () => {
  for (const name of texts)
    it(`has straight or curly quotation marks: ${name}`, () => {
      assert.doesNotMatch(readFileSync(join(root, name), 'utf8'), /[\u00ab\u00bb]/);
    });
});

/** A file or folder of the project in backticks; what stands for a name is in capitals, as in `src/NAME.ts`. */
const path = /`((?:src|test|scripts|bench|docs|l10n|unit|host|ui|page)\/[\w./-]*)`/g;

describe('what documents name', () => {
  for (const name of documents)
    it(`is there: ${name}`, () => {
      const text = readFileSync(join(root, name), 'utf8');
      const paths = [...text.matchAll(path)]
        .map(([, each]) => each ?? '')
        .filter((each) => !/[A-Z]{4}/.test(each));
      // Tests are named by their place below `test`.
      const lost = paths.filter(
        (each) => !existsSync(join(root, each)) && !existsSync(join(root, 'test', each)),
      );
      assert.deepEqual(lost, []);
    });
});
