import fc from 'fast-check';
import { type Disguise, disguises, hostileBodies, hostileRefusals } from './bodies';
import { type Headers, hostileHeaders } from './headers';
import { hostileKey } from './key';
import type { Raw } from './raw';

/** How a server delivers, or fails to. */
const speeds = [
  'hold',
  'headersThenSilence',
  'partThenSilence',
  'drip',
  'reset',
  'resetInHeaders',
  'resetInBody',
  'tooShort',
  'tooLong',
  'badChunk',
  'oddStatus',
  'early',
] as const;
export type Speed = (typeof speeds)[number];

/** How one request is answered. */
export type Answering =
  /** As planned for the endpoint, written in another way and with odd headers: it must be read. */
  | { readonly kind: 'planned'; readonly disguise: Disguise; readonly headers: Headers }
  | {
      readonly kind: 'refusal';
      readonly status: number;
      readonly statusText: string;
      readonly headers: Headers;
      readonly body: Raw;
    }
  | { readonly kind: 'nonsense'; readonly status: number; readonly headers: Headers; readonly body: Raw }
  | { readonly kind: 'speed'; readonly speed: Speed };

const headers = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Headers>({}) },
  { weight: 2, arbitrary: hostileHeaders },
);
const disguise = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Disguise>('none') },
  { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(disguises) as Disguise[])) }, // its keys, no others
);
const refusalStatus = fc.constantFrom(
  ...[
    300, 301, 302, 304, 307, 308, 399, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 418, 422, 425, 429,
  ],
  ...[431, 451, 500, 501, 502, 503, 504, 511, 529, 599],
);
const statusText = fc.constantFrom(
  '',
  'OK',
  `Bad ${hostileKey}`,
  '[x](command:y)',
  'a'.repeat(3_000),
  '\u00FF\u0080',
);

export const answering: fc.Arbitrary<Answering> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ kind: fc.constant('planned' as const), disguise, headers }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('refusal' as const),
      status: refusalStatus,
      statusText,
      headers,
      body: hostileRefusals,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('nonsense' as const),
      status: fc.constantFrom(200, 200, 200, 201, 202, 203, 204, 205, 206, 226, 299),
      headers,
      body: hostileBodies,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('speed' as const), speed: fc.constantFrom(...speeds) }),
  },
);

/** An answer as planned, without any malice of its own. */
export const plainly: Answering = { kind: 'planned', disguise: 'none', headers: {} };
