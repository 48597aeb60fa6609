import fc from 'fast-check';
import type { Answering } from './answers';
import { hostileKey, keySpellings } from './key';
import { Raw } from './raw';

const spelling = fc.constantFrom(...Object.values(keySpellings));

/** Bodies that repeat the key, as JSON of every envelope and as what is no JSON. */
const templates: readonly ((key: string) => string)[] = [
  (key) => `{"error":{"message":"Wrong key: ${key}","code":"${key}","type":"${key}","param":"${key}"}}`,
  (key) => `{"error":"${key}"}`,
  (key) => `{"detail":"Bearer ${key}"}`,
  (key) => `{"detail":[{"msg":"${key}","loc":["header","${key}"]},{"msg":"x${key}"}]}`,
  (key) => `{"code":16,"message":"${key}","details":["${key}"]}`,
  (key) => `{"error":{"message":{"${key}":"${key}"}}}`,
  (key) => `{"${key}":{"data":"${key}"}}`,
  (key) => `<!DOCTYPE html><p>${key}</p>`,
  (key) => `${' '.repeat(990)}${key}`,
  (key) => `{"data":{"${key}":[`,
  (key) => key,
  (key) => `"${key}" junk`,
  (key) => `{"id":["${key}"],"status":"${key}","created_at":"${key}"}`,
  (key) => `{"data":"${key}"}`,
  (key) => `${'y'.repeat(65_530)}${key}`,
];
const body = fc
  .tuple(fc.constantFrom(...templates), spelling)
  .map(([template, key]) => new Raw(`echo: ${template('KEY').slice(0, 80)}`, () => template(key)));

/** A header's value: what HTTP allows in it. */
const value = fc.constantFrom(
  ...[
    hostileKey,
    `Bearer ${hostileKey}`,
    `x/${keySpellings['percent'] ?? ''}`,
    keySpellings['unicode'] ?? '',
  ],
  ...['html', 'twice', 'slashes'].map((name) => keySpellings[name] ?? ''),
);
const headers = fc.record({
  'x-request-id': value,
  'apim-request-id': value,
  'cf-ray': value,
  location: value,
  'retry-after': value,
  'retry-after-ms': value,
  date: value,
  'x-should-retry': value,
});
const status = fc.constantFrom(
  300,
  301,
  302,
  307,
  308,
  400,
  401,
  403,
  404,
  408,
  409,
  418,
  422,
  429,
  500,
  503,
);

/** Answers that repeat the key wherever an answer can. */
export const echoes: fc.Arbitrary<Answering> = fc.oneof(
  fc.record({ kind: fc.constant('refusal' as const), status, statusText: value, headers, body }),
  fc.record({
    kind: fc.constant('nonsense' as const),
    status: fc.constantFrom(200, 201, 206),
    headers,
    body,
  }),
);
