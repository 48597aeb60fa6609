import fc from 'fast-check';
import { hostileKey, keySpellings } from './key';

export type Headers = Readonly<Record<string, string>>;

const headers: Readonly<Record<string, readonly string[]>> = {
  'retry-after': [
    ...['0', '1', '20', '3024000', '1e30', '-5', 'NaN', '1e400', '0x10', 'soon'],
    ...['Fri, 31 Dec 9999 23:59:59 GMT', 'Sat, 13 Sep 275760 00:00:01 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ],
  'retry-after-ms': ['2147483648', '1e300', '-1', '86400000000', '0', '4294967297', 'Infinity'],
  'x-should-retry': ['true', 'false', 'maybe'],
  'x-request-id': [
    ...[hostileKey, `req-${keySpellings['percent'] ?? ''}`, `req-${keySpellings['unicode'] ?? ''}`],
    ...['[a](command:x)', 'r'.repeat(9_000), '\u0080\u009F\u00FF'],
  ],
  'apim-request-id': [hostileKey],
  location: [
    ...[
      `https://evil.example/${hostileKey}`,
      `/login#${keySpellings['percent'] ?? ''}`,
      'http://127.0.0.1:1/',
    ],
    ...[`https://${'a'.repeat(5_000)}.example/`, ':::', '', `//evil.example/x?key=${hostileKey}`],
  ],
  date: ['Fri, 31 Dec 9999 23:59:59 GMT', 'Sat, 13 Sep 275760 00:00:01 GMT', 'NaN', '', '-1'],
  'content-type': ['text/html', 'application/octet-stream', 'application/json; charset=utf-16', 'x', ''],
  'content-encoding': ['identity'],
  'set-cookie': [`key=${hostileKey}`],
};
const choices = Object.entries(headers).flatMap(([name, values]) =>
  values.map((value) => [name, value] as const),
);

/** A few headers that say what they should not; none of them changes what the body means. */
export const hostileHeaders: fc.Arbitrary<Headers> = fc
  .array(fc.constantFrom(...choices), { minLength: 1, maxLength: 4 })
  .map((chosen) => Object.fromEntries(chosen));

/** Pauses that a server may demand. */
export const hostilePauses: fc.Arbitrary<Headers> = fc
  .array(fc.constantFrom(...choices.filter(([name]) => name.includes('retry'))), {
    minLength: 1,
    maxLength: 3,
  })
  .map((chosen) => Object.fromEntries(chosen));
