import fc from 'fast-check';
import { hostileKey, keySpellings } from './key';
import { Raw, raw } from './raw';
import { hostileValues } from './spices';

/** Other ways to write the same JSON: what is good in it must still be found. */
export const disguises = {
  none: (json: string) => json,
  mark: (json: string) => `\uFEFF${json}`,
  space: (json: string) => `\r\n\t ${json}${' \n'.repeat(20_000)}`,
  escapes: (json: string) => (json.length > 300_000 ? json : escaped(json)),
} as const;
export type Disguise = keyof typeof disguises;

/** Every letter within quotes as `\u…`, also in names. */
function escaped(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, (text) =>
    text.replace(/\\u.{4}|\\.|[A-Za-z_]/g, (part) =>
      part.length > 1 ? part : `\\u${part.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
}

const nonsense = [
  ...['', ' ', '{', '[', '"', '{"data":[', '{"data":[{"id":"a"', 'null', '42', 'true', '"text"', '[]', '{}'],
  ...[
    '{"data":{}}',
    '{"data":[],"other":[1]}',
    '{"a":[],"b":[]}',
    '{} {}',
    '[1] // list',
    'undefined',
    'NaN',
  ],
  ...["{'data':[]}", '{"data":[],}', '[,]', '[1,,2]', '{"a"}', '{"a":1,"a":[]}', '\u0000', '{"data":"[]"}'],
  '<!DOCTYPE html><html><body>Sign in</body></html>',
  `<html>${hostileKey}</html>`,
  `{"error":{"message":"<script>${hostileKey}</script>"`,
  ...Object.values(keySpellings).flatMap((key) => [`{"error":"${key}"}`, `[${key}`, `"${key}"`]),
  `{"__proto__":{"data":[{"id":"x"}]}}`,
].map(raw);

const long = [
  new Raw('half a megabyte of brackets', () => '['.repeat(500_000)),
  new Raw('brackets that close wrongly', () => '[{'.repeat(50_000) + ']}'.repeat(50_000)),
  new Raw('a list of 200,000 numbers', () => `[${'1,'.repeat(200_000)}1]`),
  new Raw('junk behind a long list', () => `{"data":[${'{"id":"a"},'.repeat(60_000)}{}]} junk`),
  new Raw('a text that does not end', () => `{"data":["${'a'.repeat(600_000)}`),
  new Raw('backslashes', () => `{"data":["${'\\\\'.repeat(300_000)}"]}`),
  new Raw('a long list of keys', () => `{${'"a":[],'.repeat(80_000)}"b":1}`),
  new Raw(
    'the key behind 900 characters',
    () => `<p>${'x'.repeat(900)}${keySpellings['unicode'] ?? ''}${'x'.repeat(99)}`,
  ),
];

/** Bodies that are not what the endpoint promises: each must become an error, or a reading without harm. */
export const hostileBodies: fc.Arbitrary<Raw> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...nonsense) },
  { weight: 1, arbitrary: fc.constantFrom(...long) },
  { weight: 2, arbitrary: hostileValues },
  {
    weight: 2,
    arbitrary: hostileValues.map((value) => new Raw('data of an odd value', () => `{"data":${value.json}}`)),
  },
);

/** Refusals in the envelopes that providers use, with anything in their fields. */
export const hostileRefusals: fc.Arbitrary<Raw> = fc.oneof(
  hostileBodies,
  fc
    .tuple(fc.constantFrom('error', 'detail', 'message', 'flat'), hostileValues, hostileValues)
    .map(([place, one, other]) => new Raw(`refusal: ${place}`, () => refusal(place, one.json, other.json))),
);

function refusal(place: string, one: string, other: string): string {
  switch (place) {
    case 'error':
      return `{"error":{"message":${one},"code":${other},"type":${one},"param":${other}}}`;
    case 'detail':
      return `{"detail":[{"msg":${one}},{"msg":${other}},${one}]}`;
    case 'message':
      return `{"error":${one},"detail":${other}}`;
    default:
      return `{"code":${one},"message":${other},"details":[]}`;
  }
}
