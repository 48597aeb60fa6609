import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { JobFile } from '../../../src/jobFiles/jobFile';
import { printJobFile, reprinted } from '../../../src/jobFiles/printJobFile';

const needed: JobFile = { model: 'm', trainingFile: 'a.jsonl' };

/** A file as it is written, with another value. */
const changed = (text: string, wanted: JobFile) => reprinted(text, JSON.parse(text) as JobFile, wanted);

describe('a job file with another value', () => {
  const method = (epochs: number) => ({
    type: 'supervised' as const,
    hyperparameters: { n_epochs: epochs, batch_size: 8 },
  });

  it('keeps all else as it is written', () => {
    const line =
      '{"trainingFile":"a.jsonl", "model":"m","method":{"hyperparameters":{"batch_size":8,"n_epochs":2},"type":"supervised"}}';
    assert.equal(
      changed(line, { ...needed, method: method(3) }),
      line.replace('"n_epochs":2', '"n_epochs":3'),
    );
    const lines = printJobFile({ ...needed, suffix: 'bot', method: method(2) }).replaceAll('  ', '    ');
    assert.equal(changed(lines, { ...needed, suffix: 'bot', method: method(2) }), lines);
    assert.equal(
      changed(lines, { ...needed, suffix: 'bot', method: method(4) }),
      lines.replace('"n_epochs": 2', '"n_epochs": 4'),
    );
  });

  it('has that value, whatever it is', () => {
    const object = fc.object({ maxDepth: 3, values: [fc.integer(), fc.string(), fc.boolean()] });
    fc.assert(
      fc.property(object, object, (otherFields, others) => {
        // As it comes of JSON.
        const [one, other] = [otherFields, others].map(
          (fields) => JSON.parse(JSON.stringify({ ...needed, otherFields: fields })) as JobFile,
        );
        assert.ok(one && other);
        assert.deepEqual(JSON.parse(reprinted(printJobFile(one), one, other)), other);
      }),
    );
  });
});
