import assert from 'node:assert/strict';
import { whole } from '../../../src/datasets/conversation/cut';
import { kindOf } from '../../../src/datasets/rowChecker';
import { shownRow } from '../../../src/datasets/shownRow';

const line = (text: string, number = 3) => ({ number, bytes: new TextEncoder().encode(text) });
const chat = { messages: [{ role: 'user', content: 'Hi' }] };

describe('a line as a page shows it', () => {
  it('is a conversation with what is wrong with it', () => {
    const row = shownRow(line(JSON.stringify(chat)), null);
    assert.equal(row.line, 3);
    assert.equal(row.content.kind, 'conversation');
    assert.deepEqual(row.problems, [
      { severity: 'error', reason: 'messages[0] is the last one, but not of the role assistant' },
    ]);
  });

  it('is checked as the file is', () => {
    const { problems } = shownRow(line('{"text":"Hi"}'), kindOf(chat));
    assert.match(problems[0]?.reason ?? '', /it is a text \(text\), but the first line is a chat/);
  });

  it('is the text around what is wrong where it is no JSON', () => {
    const text = `{"a": "${'x'.repeat(1_000)}", oops, "b": "${'y'.repeat(1_000)}"}`;
    const { content, problems } = shownRow(line(text), null);
    assert.ok(content.kind === 'broken');
    assert.equal(content.wrong, 'oops');
    assert.match(content.before, /^…x{397}", $/);
    assert.match(content.after, /^, "b": "y{392}…$/);
    assert.equal(problems[0]?.severity, 'error');
  });

  it('is text also where it is no UTF-8, and nothing where it is blank or too long', () => {
    const bytes = Uint8Array.of(0x61, 0xff, 0x62);
    assert.deepEqual(shownRow({ number: 1, bytes }, null).content, {
      kind: 'broken',
      before: '',
      wrong: '',
      after: 'a\uFFFDb',
    });
    assert.deepEqual(shownRow(line('  '), null), {
      line: 3,
      content: { kind: 'blank' },
      problems: [],
      hasMore: false,
    });
    const tooLong = shownRow({ number: 1, bytes: null }, null);
    assert.deepEqual(tooLong.content, { kind: 'tooLong' });
    assert.deepEqual(tooLong.problems, [{ severity: 'error', reason: 'it is longer than 16 MB' }]);
  });

  it('is JSON where no format is known', () => {
    const { content } = shownRow(line('{"a":1}'), null);
    assert.deepEqual(content, { kind: 'json', text: { text: '{\n  "a": 1\n}', rest: 0 } });
    assert.equal(shownRow(line('[1]'), null).content.kind, 'json');
  });

  it('says whether there is more, until all is shown that can be', () => {
    const long = JSON.stringify({ text: 'a'.repeat(300_000) });
    assert.equal(shownRow(line(long), null).hasMore, true);
    assert.equal(shownRow(line(long), null, whole).hasMore, false);
    const svg = {
      messages: [{ role: 'user', content: [{ image_url: { url: 'data:image/svg+xml;base64,PHN2Zz4=' } }] }],
    };
    assert.equal(shownRow(line(JSON.stringify(svg)), null).hasMore, false);
  });
});
