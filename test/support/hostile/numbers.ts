import fc from 'fast-check';
import { raw } from './raw';

/** Numbers as no provider should send them: out of range, spelled as text, or beyond what a number can say. */
export const hostileNumbers = fc.constantFrom(
  ...[
    ...['-1', '-0', '0', '1.5', '1e308', '-1e308', '1e400', '-1e400', '5e-324', '2147483648', '1e21'],
    ...['9007199254740993', '123456789012345678901234567890', `1${'0'.repeat(400)}`],
    ...['"1e5"', '"NaN"', '"-Infinity"', '"Infinity"', '"0x10"', '"  7 "', '"1,5"', '"1e999"', '"٣"'],
  ].map(raw),
);
