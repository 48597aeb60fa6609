import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inert, inertLines, isolated, maxLength } from '../../../src/platform/inertText';

/** How VS Code finds links in text. Source: microsoft/vscode, src/vs/base/common/linkedText.ts. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** How it finds icons. Source: microsoft/vscode, src/vs/base/common/iconLabels.ts. */
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

const pieces = fc.constantFrom(
  '[',
  ']',
  '(',
  ')',
  '](',
  '$(',
  '$',
  'command:',
  'https://',
  'file:',
  'x',
  ' ',
  '"',
  '~spin',
  '\n',
  '\r\n',
  '\\',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u0007',
  '\u001b',
  '\ud800',
  '\u{1f600}',
  '\u{e0041}',
  '\ufeff',
  '[x](command:a)',
  '$(x)',
);
const hostile = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));

describe('inert text', () => {
  it('has no links, no icons and nothing unseen', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const shown of [inert(text), inertLines(text)]) {
          assert.doesNotMatch(shown, link);
          assert.doesNotMatch(shown, icon);
          assert.doesNotMatch(
            shown,
            /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u,
          );
        }
        assert.doesNotMatch(inert(text), /\n/);
      }),
      { numRuns: 5_000 },
    );
  });

  it('stays inert when it is put between other inert texts', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const shown = inert(`${one}: ${other}.`);
        assert.doesNotMatch(shown, link);
        assert.doesNotMatch(shown, icon);
      }),
    );
  });

  it('shows what it changed', () => {
    assert.equal(
      inert('[open](command:x) $(error) a\u202eb\u0007'),
      '[open] (command:x) $ (error) a\\u202Eb\\u0007',
    );
    assert.equal(inert('tag\u{e0041} half\ud83d'), 'tag\\u{E0041} half\\uD83D');
  });

  it('leaves ordinary text as it is', () => {
    for (const text of [
      'faq-de',
      'ft:gpt-4o:acme::x',
      'ÄÖ 模型 نموذج',
      '👩‍👩‍👧 family',
      '50 % (3 of 6) [draft]',
      '$5',
    ])
      assert.equal(inert(text), text);
    assert.equal(inertLines('one\n\ntwo'), 'one\n\ntwo');
  });

  it('is bounded, and not cut within a character', () => {
    assert.equal(inert('x'.repeat(10_000_000)).length, maxLength.line);
    assert.equal(inert('\u{1f600}'.repeat(100), 10), '😀😀😀😀…');
    assert.ok(inert('\u0007'.repeat(1_000_000)).length <= 6 * maxLength.line);
  });

  it('keeps what is written from right to left apart from what stands beside it', () => {
    assert.equal(isolated('نموذج, 18'), '\u2068نموذج, 18\u2069');
    assert.equal(isolated('results of תוצאה · 6.3 MB'), '\u2068results of תוצאה\u2069 · 6.3 MB');
    assert.equal(
      isolated('נסיון: Running · 41%\nand 3 more'),
      '\u2068נסיון\u2069: Running · 41%\nand 3 more',
    );
    assert.equal(isolated('exp-1: Läuft · 41% · 模型'), 'exp-1: Läuft · 41% · 模型');
  });
});
