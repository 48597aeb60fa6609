import fc from 'fast-check';
import { hostileNesting } from './nesting';
import { hostileNumbers } from './numbers';
import type { Raw } from './raw';
import { hostileSizes } from './sizes';
import { hostileTexts } from './texts';
import { hostileTimes } from './times';
import { hostileTypes } from './types';

/** Anything that may stand where a value belongs. */
export const hostileValues: fc.Arbitrary<Raw> = fc.oneof(
  { weight: 6, arbitrary: hostileTypes },
  { weight: 5, arbitrary: hostileTexts },
  { weight: 4, arbitrary: hostileTimes },
  { weight: 3, arbitrary: hostileNumbers },
  { weight: 2, arbitrary: hostileNesting },
  { weight: 1, arbitrary: hostileSizes },
);
