import assert from 'node:assert/strict';
import type { Tiktoken } from 'tiktoken/lite';
import type { Tokenizer } from '../../../../src/datasets/tokens/tokenizer';
import { seededRandom } from '../../../../src/engine/training/random';
import { referenceOf, tokenizerOf } from '../../../support/tokenFiles';

/** What texts are made of: scripts, cases, marks, digits, white space of all kinds, halves of pairs, contractions. */
const parts = [
  ...['a', 'b', 'e', 's', 't', 'A', 'B', 'É', 'é', 'ß', 'ſ', 'ǅ', 'ʰ', '𝒳', '𐐀', '𐑀', 'the', 'ing', ' un'],
  ...["'", '’', "'s", "'S", "'LL", "'ſ", "'re", "'Ve", '1', '2', '007', '٣', 'Ⅷ', '½'],
  ...[' ', '  ', '\t', '\n', '\r\n', '\r', '\n\n', '\v', '\u0085', '\ufeff', '\u00a0', '\u3000', '\u200b'],
  ...['!', '/', '//', '-', '=', '_', '.', '(', '{"', '<|endoftext|>', '\0', '\u001f', '\u007f'],
  ...['中', '文', '日本', 'か', 'ア', '한', 'ا', 'ل', 'ה', 'अ', 'क्', 'ก', '\u0301', '\u0300'],
  ...['😀', '👩‍👩‍👧', '🇩🇪', '\ud83d', '\udc00', '\u{2cead}', '\u088f'],
];

const rows = 4_000;
/** Beyond it there is nothing but two blocks of private use. */
const lastPlane = 0x32000;

for (const encoding of ['o200k_base', 'cl100k_base'] as const)
  describe(`a tokenizer of ${encoding}`, function () {
    this.timeout(60_000);
    let tokenizer: Tokenizer;
    let reference: Tiktoken;

    before(async () => {
      tokenizer = await tokenizerOf(encoding);
      reference = await referenceOf(encoding);
    });

    after(() => {
      reference.free();
    });

    function compare(text: string): void {
      assert.equal(tokenizer.count(text), reference.encode_ordinary(text).length, JSON.stringify(text));
    }

    it('counts any text as the reference does', () => {
      const seeded = seededRandom(20261127);
      const random = () => seeded.next();
      const below = (end: number) => Math.floor(random() * end);
      for (let row = 0; row < rows; row++) {
        const length = 1 + below(random() < 0.05 ? 300 : 20);
        const text = Array.from({ length }, () => {
          const part = parts[below(parts.length)] ?? '';
          return random() < 0.05 ? part.repeat(1 + below(random() < 0.1 ? 300 : 6)) : part;
        });
        compare(text.join(''));
      }
    });

    it('takes every character for what the reference takes it for', () => {
      for (const around of [
        (character: string) => `A${character}B1`,
        (character: string) => `!${character}'s`,
        (character: string) => `1${character}23 `,
      ])
        for (let block = 0; block < lastPlane; block += 64) {
          const codes = Array.from({ length: 64 }, (_, at) => block + at);
          compare(codes.map((code) => around(String.fromCodePoint(code))).join(''));
        }
    });

    it('counts long runs, with and without a period', () => {
      const seeded = seededRandom(7);
      const random = () => seeded.next();
      const letters = (from: string, length: number) =>
        Array.from({ length }, () => from.charAt(Math.floor(random() * from.length))).join('');
      for (const unit of ['a', 'ab', 'abcde', ' ', '=', 'é', '中', '😀', 'aA', '\n', '\r\n', '0', '-=', 'ſ'])
        for (const length of [95, 96, 97, 98, 191, 1_000, 2_001]) compare(unit.repeat(length));
      compare(letters('acgt', 3_000));
      compare(letters('abcdefghijklmnopqrstuvwxyz', 3_000));
      compare(letters('ABCxyz', 3_000));
      compare(`${'x'.repeat(200)} ${' '.repeat(200)}y${'='.repeat(150)}`);
    });

    it('counts a line of one letter by its length, not by the square of it', () => {
      const million = 1_000_000;
      assert.equal(tokenizer.count('a'.repeat(million)), million / 8);
      assert.equal(tokenizer.count('acgt'.repeat(million / 4)), million / 2);
    });

    it('forgets the text before', () => {
      tokenizer.count("it'ſ'll");
      for (const text of ["it'", "it'l", '', "'", 'a//', '\n']) compare(text);
    });
  });

describe('tokens of OpenAI’s cookbook, “How to count tokens with tiktoken”', () => {
  const counts = {
    'tiktoken is great!': 6,
    antidisestablishmentarianism: 6,
    '2 + 2 = 4': 7,
    お誕生日おめでとう: 9,
  };
  for (const [text, count] of Object.entries(counts))
    it(`are ${String(count)} of “${text}”`, async () => {
      assert.equal((await tokenizerOf('cl100k_base')).count(text), count);
    });
});

describe('a tokenizer without all of its ranks', () => {
  it('is refused', async () => {
    const { ranksOf, kindsOfCharacters } = await import('../../../../scripts/lib/tokenFiles.mjs');
    const { Tokenizer } = await import('../../../../src/datasets/tokens/tokenizer');
    const ranks = (await ranksOf('cl100k_base')).subarray(0, -1);
    assert.throws(() => new Tokenizer('cl100k_base', { ranks, kinds: kindsOfCharacters() }), RangeError);
  });
});
