import fc from 'fast-check';
import { keySpellings } from './key';
import { Raw, raw, rawText } from './raw';

/** Text that acts, hides, breaks paths and tables, or is a name that every object has. */
const sayings = [
  '[Pay](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22id%22%7D)',
  '<img src=x onerror="alert(1)"><script>alert(1)</script>',
  '${7*7} {{7*7}} $(sync~spin) $(error) %s %o {0}',
  '\u202Egnp.exe\u202C \u2066abc\u2069 \u200B\u200E\uFEFF',
  '\u0000\u0001\u001B[31m\u0007\u0008\u007F\u0085\u2028\u2029',
  'a\r\nSet-Cookie: x=1\r\n\r\nb',
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'then', 'length'],
  ...['.', '..', '/', '//', '../../etc/passwd', 'a/../b', '?after=1', '#x', '%2e%2e', '%', '\\', 'a/b:c'],
  ...['', ' ', '\n', 'ü', '😀', 'e\u0301'.repeat(500), '"', "'", '`', ',', 'null', 'undefined', 'NaN', '[]'],
  ...['running', 'RUNNING', 'job_state_', 'JOB_STATE_JOB_STATE_RUNNING', 'sUcCeEdEd', 'Pausing'],
];

const short = [
  ...sayings.map(rawText),
  // Halves of pairs: JSON can spell them, UTF-8 cannot.
  ...['"\\ud800"', '"a\\udc00b"', '"\\udbff\\udbff"'].map(raw),
];
const long = [
  new Raw('text of 1 MB', () => JSON.stringify('x'.repeat(1_000_000))),
  new Raw('letters of a million bytes more than they look', () => JSON.stringify('é\n'.repeat(250_000))),
  new Raw('300 KB that have to be escaped', () => JSON.stringify('\u0001"\\'.repeat(100_000))),
];
const echoes = Object.entries(keySpellings).map(
  ([name, key]) => new Raw(`key ${name}`, () => `"Wrong key: ${key}!"`),
);

export const hostileTexts = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...short) },
  { weight: 3, arbitrary: fc.constantFrom(...echoes) },
  { weight: 1, arbitrary: fc.constantFrom(...long) },
);
