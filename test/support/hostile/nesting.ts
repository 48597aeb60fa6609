import fc from 'fast-check';
import { Raw } from './raw';

const shapes = {
  arrays: (depth: number) => '['.repeat(depth) + ']'.repeat(depth),
  objects: (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  both: (depth: number) => `${'[{"metadata":'.repeat(depth / 2)}null${'}]'.repeat(depth / 2)}`,
  underNames: (depth: number) => `${'{"error":{"message":'.repeat(depth / 2)}""${'}}'.repeat(depth / 2)}`,
  wide: (depth: number) => `${'[0,'.repeat(depth)}0${']'.repeat(depth)}`,
} as const;

/** Values that are nested deeper than any recursion goes. */
export const hostileNesting = fc
  .record({
    shape: fc.constantFrom(...(Object.keys(shapes) as (keyof typeof shapes)[])), // its keys, no others
    depth: fc.constantFrom(40, 1_000, 5_000, 20_000, 100_000),
  })
  .map(({ shape, depth }) => new Raw(`${shape} of ${String(depth)} levels`, () => shapes[shape](depth)));
