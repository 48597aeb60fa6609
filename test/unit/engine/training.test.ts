import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { checkDataset, loadCorpus } from '../../../src/engine/dataset/readDataset';
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

  const written = (content: string | Buffer): string => {
    const file = path.join(folder, 'data.jsonl');
    writeFileSync(file, content);
    return file;
  };
  const check = (content: string | Buffer) => checkDataset(written(content), 'supervised');

  it('reads the same from a file with a BOM, CRLF, blank lines and no last newline', () => {
    const plain = check(chats(12));
    assert.equal(plain.examples, 12);
    assert.equal(plain.problemCount, 0);
    const odd = `\uFEFF\r\n${chats(12).replaceAll('\n', '\r\n \r\n').trimEnd()}`;
    assert.deepEqual(check(odd), plain);
  });

  it('reads prompts and completions, parts of text, tool calls', () => {
    const lines = [
      { prompt: 'a', completion: 'b' },
      { messages: [{ role: 'assistant', content: [{ type: 'text', text: 'hi' }], weight: 0 }] },
      { messages: [{ role: 'assistant', content: null, tool_calls: [] }] },
    ];
    const file = written(lines.map((line) => JSON.stringify(line)).join('\n'));
    const { bytes, starts } = loadCorpus(file, 'supervised');
    assert.equal(Buffer.from(bytes).toString(), 'ab\u0003assistant: hi\u0003assistant: []\u0003');
    assert.deepEqual(starts, [0, 3, 17, 31]);
  });

  const broken: [line: string, reason: RegExp][] = [
    ['{"messages": [', /^it is not valid JSON/],
    ['[]', /^it is not a JSON object$/],
    ['null', /^it is not a JSON object$/],
    ['{}', /^messages is missing$/],
    ['{"messages": {}}', /^messages is not an array$/],
    ['{"messages": []}', /^messages is empty$/],
    ['{"messages": [1]}', /^messages\[0\] is not a JSON object$/],
    ['{"messages": [{"content": "a"}]}', /^messages\[0\]\.role is missing$/],
    ['{"messages": [{"role": "bot", "content": "a"}]}', /^messages\[0\]\.role is "bot", not one of/],
    ['{"messages": [{"role": "user"}]}', /^messages\[0\]\.content is missing$/],
    ['{"messages": [{"role": "user", "content": 1}]}', /^messages\[0\]\.content is not a string$/],
    ['{"messages": [{"role": "user", "content": "a"}]}', /^messages has no message with the role assistant$/],
    [
      '{"messages": [{"role": "assistant", "content": "a", "weight": 2}]}',
      /^messages\[0\]\.weight is neither/,
    ],
    ['{"prompt": "a"}', /^completion is missing$/],
  ];
  for (const [line, reason] of broken) {
    it(`says what is wrong with ${line}`, () => {
      const { problems } = check(`\n${line}\n`);
      assert.equal(problems[0]?.line, 2);
      assert.match(problems[0].reason, reason);
    });
  }

  it('finds bytes that are not UTF-8, and lists the first few of many problems', () => {
    assert.equal(check(Buffer.from([0x7b, 0xff, 0x7d])).problems[0]?.reason, 'it is not valid UTF-8');
    const { problems, problemCount } = check('{}\n'.repeat(9));
    assert.deepEqual([problems.length, problemCount], [5, 9]);
  });

  it('reads lines longer than its buffer', () => {
    const long = 'ä'.repeat(900_000);
    const line = JSON.stringify({ prompt: long, completion: long });
    assert.equal(check(`${line}\n${line}\n`).bytes, 2 * (3_600_000 + 1));
  });
});
