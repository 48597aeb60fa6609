import assert from 'node:assert/strict';
import { Format } from '../../../../src/shared/format';
import { previewText } from '../../../../src/views/files/previewText';

describe('the first rows of a file', () => {
  const text = (rows: readonly string[], count = rows.length) =>
    previewText({ rows, count, bytesRead: 1, isWhole: true }, new Format('en'));
  const chat = (...messages: readonly (readonly [role: string, content: string])[]) =>
    JSON.stringify({ messages: messages.map(([role, content]) => ({ role, content })) });

  it('have their messages below each other', () => {
    assert.equal(
      text([chat(['system', 'Be kind.'], ['user', 'Hi\nthere'], ['assistant', 'Hello!'])]),
      ['Row 1', 'system     Be kind.', 'user       Hi', '           there', 'assistant  Hello!', ''].join(
        '\n',
      ),
    );
  });

  it('are as they are where they are no examples, and say where there are more', () => {
    assert.equal(text(['not JSON', '{"a":1}'], 3), 'Row 1\nnot JSON\n\nRow 2\n{"a":1}\n\n…\n');
  });

  it('cut a role of any length, and say that a file is empty', () => {
    assert.match(text([chat(['x'.repeat(999), 'text'])]), /^Row 1\nx{20} {2}text\n$/);
    assert.equal(text([chat()]), 'Row 1\n{"messages":[]}\n');
    assert.equal(text([]), 'The file is empty.');
    assert.equal(previewText('archive', new Format('en')), 'An archive: no rows to show.');
  });

  it('are fewer where line breaks make them very long', () => {
    const row = chat(['x'.repeat(20), '\n'.repeat(9_000)]);
    const shown = text(Array.from({ length: 50 }, () => row));
    assert.ok(shown.length < 1_300_000, String(shown.length));
    assert.match(shown, /\n\n…\n$/);
  });
});
