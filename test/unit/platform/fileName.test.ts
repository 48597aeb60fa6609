import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FreeNames, namesBeside, toFileName } from '../../../src/platform/fileName';

describe('the name of a file to save', () => {
  for (const [text, name] of [
    ['support-bot results.csv', 'support-bot-results.csv'],
    ['../../etc/passwd', 'etc-passwd'],
    ['..', 'file'],
    ['', 'file'],
    ['///', 'file'],
    ['CON.csv', '_CON.csv'],
    ['nul', '_nul'],
    ['a:b*c?.md', 'a-b-c-.md'],
    ['.hidden', 'hidden'],
    ['Ünïcode 模型.html', 'Ünïcode-模型.html'],
  ] as const) {
    it(`of ${JSON.stringify(text)} is ${name}`, () => {
      assert.equal(toFileName(text), name);
    });
  }

  it('keeps its ending however long it is', () => {
    const name = toFileName(`${'x'.repeat(5_000_000)}.csv`);
    assert.ok(name.length <= 110);
    assert.equal(toFileName(`${'x'.repeat(500)}.csv`), `${'x'.repeat(96)}.csv`);
  });

  it('is cut where a disk counts bytes, and not behind a full stop', () => {
    for (const text of [`${'模'.repeat(120)}.csv`, '𠀀'.repeat(120), `${'ü'.repeat(120)}.jsonl`]) {
      const bytes = Buffer.byteLength(toFileName(text));
      assert.ok(bytes <= 200 && bytes > 190, `${String(bytes)} bytes`);
    }
    assert.equal(toFileName(`${'x'.repeat(99)}.${'y'.repeat(99)}`), 'x'.repeat(99));
    assert.match(toFileName(`${'模'.repeat(120)}.csv`), /^模+\.csv$/);
  });

  it('is one that every system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = toFileName(text);
        assert.match(name, /^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u);
        assert.doesNotMatch(name, /\.$|^\.+$/);
        assert.ok(name.length <= 210 && Buffer.byteLength(name) <= 201);
      }),
    );
  });
});

describe('the names of the files of one folder', () => {
  it('are each another on every system', () => {
    const names = new FreeNames(['Step-20']);
    assert.equal(names.take('step-20'), '2-step-20');
    assert.equal(names.take('a.bin'), 'a.bin');
    assert.equal(names.take('A.BIN'), '2-A.BIN');
    assert.equal(names.take('a.bin'), '3-a.bin');
    assert.equal(names.take('caf\u00e9'), 'caf\u00e9');
    assert.equal(names.take('cafe\u0301'), '2-cafe\u0301');
  });
});

describe('the names of files made from another one', () => {
  const parts = ['training', 'validation'];

  it('say what they are, before its ending', () => {
    assert.deepEqual(namesBeside('my train.v2.ndjson', parts, []), [
      'my train.v2.training.ndjson',
      'my train.v2.validation.ndjson',
    ]);
    assert.deepEqual(namesBeside('train', ['clean'], []), ['train.clean']);
    assert.deepEqual(namesBeside('train.json', ['plain'], [], '.jsonl'), ['train.plain.jsonl']);
  });

  it('have one number where one of them is taken', () => {
    const taken = ['Train.Validation.jsonl', 'train.training-2.jsonl'];
    assert.deepEqual(namesBeside('train.jsonl', parts, taken), [
      'train.training-3.jsonl',
      'train.validation-3.jsonl',
    ]);
  });

  it('are cut where a disk would refuse them', () => {
    for (const letter of ['x', '模']) {
      const [name = '', other = ''] = namesBeside(`${letter.repeat(250)}.jsonl`, parts, []);
      assert.ok(Buffer.byteLength(other) <= 210, other);
      assert.ok(name.endsWith(`${letter}.training.jsonl`));
    }
  });
});
