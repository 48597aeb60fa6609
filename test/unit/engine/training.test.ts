import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MethodType } from '../../../src/api/dialects/dialect';
import { loadCorpus } from '../../../src/engine/dataset/loadCorpus';
import { exampleCount } from '../../../src/engine/training/corpus';
import { layoutOf } from '../../../src/engine/training/dimensions';
import { initialWeights, LanguageModel } from '../../../src/engine/training/languageModel';
import { Trainer } from '../../../src/engine/training/trainer';
import { decodeSnapshot, encodeSnapshot, WeightsFileError } from '../../../src/engine/training/weightsFile';
import { chats } from './support';

const dimensions = { context: 3, embedding: 5, hidden: 7 };
const text = Buffer.from('the cat sat on the mat\u0003');
const alphabet = Uint8Array.from(new Set(text)).sort();

describe('engine: the model', () => {
  it('has the gradients that a numerical check finds, in every layer', () => {
    const weights = initialWeights(dimensions, 3);
    const model = new LanguageModel(dimensions, weights, alphabet);
    const gradient = new Float64Array(weights.length);
    model.addGradient(text, 0, text.length, gradient);
    const layout = layoutOf(dimensions);
    const t = 't'.charCodeAt(0);
    const step = 1e-5;
    const checked = {
      embedding: [layout.embedding + t * 5, layout.embedding + t * 5 + 4, layout.embedding],
      'hidden weights': [layout.hiddenWeights, layout.hiddenWeights + 50, layout.hiddenBias - 1],
      'hidden bias': [layout.hiddenBias, layout.hiddenBias + 6],
      'output weights': [layout.outputWeights + t * 7, layout.outputWeights + t * 7 + 6],
      'output bias': [layout.outputBias + t, layout.outputBias + 3],
    };
    for (const [layer, indices] of Object.entries(checked)) {
      for (const index of indices) {
        const original = weights[index] ?? 0;
        weights[index] = original + step;
        const above = model.score(text, 0, text.length).loss;
        weights[index] = original - step;
        const below = model.score(text, 0, text.length).loss;
        weights[index] = original;
        const numerical = (above - below) / (2 * step);
        const exact = gradient[index] ?? 0;
        const tolerance = 1e-6 * Math.max(1, Math.abs(numerical));
        assert.ok(
          Math.abs(numerical - exact) < tolerance,
          `${layer} ${String(index)}: ${String(exact)} instead of ${String(numerical)}`,
        );
      }
    }
    // The ninth output weight belongs to a byte that the text does not have.
    assert.equal(gradient[layout.outputBias + 'z'.charCodeAt(0)], 0);
  });

  it('predicts probabilities that add up to one, from the context alone', () => {
    const model = new LanguageModel(dimensions, initialWeights(dimensions, 1), alphabet);
    model.predict(text, 0, 10);
    assert.ok(Math.abs(model.probabilities.reduce((sum, value) => sum + value, 0) - 1) < 1e-12);
    const before = [...model.probabilities];
    model.predict(text.subarray(7), 0, 3);
    assert.deepEqual([...model.probabilities], before);
  });

  it('is read back from its file as it was written, and not from a damaged one', () => {
    const model = new LanguageModel(dimensions, initialWeights(dimensions, 1), alphabet);
    const file = encodeSnapshot({ model, step: 12, optimizer: null });
    const read = decodeSnapshot(file);
    assert.deepEqual([read.step, read.optimizer], [12, null]);
    assert.deepEqual(read.model.weights, model.weights);
    assert.deepEqual(read.model.alphabet, alphabet);
    for (const damaged of [file.subarray(0, -1), file.subarray(0, 20), Buffer.from('x')]) {
      assert.throws(() => decodeSnapshot(damaged), WeightsFileError);
    }
  });
});

describe('engine: the trainer', () => {
  const corpus = { bytes: Buffer.concat([text, text, text]), starts: [0, 23, 46, 69] };
  const plan = {
    training: corpus,
    validation: corpus,
    hyperparameters: { n_epochs: 4, batch_size: 2, learning_rate_multiplier: 1 },
    learningRate: 0.01,
    seed: 1,
  };
  const fresh = (): LanguageModel => new LanguageModel(dimensions, initialWeights(dimensions, 1), alphabet);

  it('counts steps and epochs, a short last batch included', () => {
    const trainer = new Trainer(plan, fresh());
    assert.deepEqual([trainer.stepsPerEpoch, trainer.totalSteps], [2, 8]);
    const ends = [];
    while (trainer.stepsDone < trainer.totalSteps) {
      const metrics = trainer.step();
      assert.equal(trainer.isAtEndOfEpoch, 'full_valid_loss' in metrics);
      if (trainer.isAtEndOfEpoch) ends.push(metrics.step);
    }
    assert.deepEqual(ends, [2, 4, 6, 8]);
  });

  it('goes on from a snapshot as if it had never stopped', () => {
    const straight = new Trainer(plan, fresh());
    const rest = (trainer: Trainer): unknown[] => {
      const metrics = [];
      while (trainer.stepsDone < trainer.totalSteps) metrics.push(trainer.step());
      return metrics;
    };
    for (let step = 0; step < 3; step++) straight.step();
    const { model, optimizer, stepsDone } = straight;
    const kept = decodeSnapshot(encodeSnapshot({ model, optimizer, step: stepsDone }));
    assert.ok(kept.optimizer);
    const resumed = new Trainer(plan, kept.model, kept.optimizer, kept.step);
    assert.deepEqual(rest(resumed), rest(straight));
  });
});

describe('engine: data sets', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'engine-data-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const load = (content: string | Buffer, method: MethodType = 'supervised') => {
    const file = path.join(folder, 'data.jsonl');
    writeFileSync(file, content);
    return loadCorpus(file, method);
  };
  const jsonl = (...lines: unknown[]): string => lines.map((line) => JSON.stringify(line)).join('\n');

  it('are the same from a file with a BOM, CRLF, blank lines and no last newline', async () => {
    const plain = await load(chats(12));
    assert.equal(exampleCount(plain), 12);
    const odd = `\uFEFF\r\n${chats(12).replaceAll('\n', '\r\n \r\n').trimEnd()}`;
    const { bytes, starts } = await load(odd);
    assert.deepEqual(starts, plain.starts);
    assert.ok(Buffer.from(bytes).equals(plain.bytes));
  });

  it('are prompts and completions, parts of text, tool calls', async () => {
    const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } };
    const { bytes, starts } = await load(
      jsonl(
        { messages: [{ role: 'assistant', content: [{ type: 'text', text: 'hi' }], weight: 1 }] },
        { messages: [{ role: 'assistant', content: null, tool_calls: [call] }] },
      ),
    );
    const [hi, calls] = ['assistant: hi\u0003', `assistant: ${JSON.stringify([call])}\u0003`];
    assert.equal(Buffer.from(bytes).toString(), hi + calls);
    assert.deepEqual(starts, [0, hi.length, hi.length + calls.length]);
    const pairs = await load(jsonl({ prompt: 'a', completion: 'b' }));
    assert.equal(Buffer.from(pairs.bytes).toString(), 'ab\u0003');
  });

  it('are the preferred outputs of preferences', async () => {
    const output = (content: string) => [{ role: 'assistant', content }];
    const line = {
      input: { messages: [{ role: 'user', content: 'a' }] },
      preferred_output: output('b'),
      non_preferred_output: output('c'),
    };
    const { bytes } = await load(jsonl(line), 'dpo');
    assert.equal(Buffer.from(bytes).toString(), 'user: a\u0003assistant: b\u0003');
  });

  it('have lines longer than what is read at once, whole', async () => {
    const long = 'ä'.repeat(900_000);
    const line = JSON.stringify({ prompt: long, completion: long });
    const { bytes } = await load(`${line}\n${line}\n`);
    assert.equal(bytes.length, 2 * (3_600_000 + 1));
  });

  it('are refused where a line is broken, with its number', async () => {
    await assert.rejects(load(`${chats(2)}{}\n`), { message: 'line 3: messages is missing' });
  });

  it('are refused where there is no file', async () => {
    await assert.rejects(loadCorpus(path.join(folder, 'none.jsonl'), 'supervised'), { code: 'ENOENT' });
  });
});
