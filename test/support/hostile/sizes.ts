import fc from 'fast-check';
import { Raw } from './raw';

const many = (count: number, item: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => item(at)).join(',');

/** More than belongs anywhere, but no more than a test can send some hundred times. */
export const hostileSizes = fc.constantFrom(
  new Raw('3,000 file ids', () => `[${many(3_000, (at) => `"file-${String(at)}"`)}]`),
  new Raw('2,000 file objects', () => `[${many(2_000, (at) => `{"id":"file-${String(at)}","bytes":1}`)}]`),
  new Raw('20,000 keys', () => `{${many(20_000, (at) => `"key_${String(at)}":${String(at)}`)}}`),
  new Raw('3,000 camelCase keys', () => `{${many(3_000, (at) => `"aKey${String(at)}":"v"`)}}`),
  new Raw(
    '12,000 events',
    () =>
      `[${many(12_000, (at) => `{"created_at":${String(at + 1)},"message":"Step ${String(at)}/9: loss=1"}`)}]`,
  ),
  new Raw('50,000 numbers', () => `[${many(50_000, String)}]`),
  new Raw('a key of 200 KB', () => `{"${'k'.repeat(200_000)}":"v"}`),
  new Raw('text of 3 MB', () => `"${'y'.repeat(3_000_000)}"`),
);
