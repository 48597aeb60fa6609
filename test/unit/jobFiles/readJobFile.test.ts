import assert from 'node:assert/strict';
import { maxJobFileLength, readJobFile } from '../../../src/jobFiles/readJobFile';

const needed = { model: 'm', trainingFile: 'train.jsonl' };

/** What is wrong, each with the text that is marked. */
function problemsIn(text: string): string[] {
  const read = readJobFile(text);
  return read.kind === 'good'
    ? []
    : read.problems.map(
        ({ message, offset, length }) => `${text.slice(offset, offset + length)} → ${message}`,
      );
}

const problemsWith = (fields: object) => problemsIn(JSON.stringify({ ...needed, ...fields }));

describe('a job file', () => {
  it('is read as it is written', () => {
    const file = {
      ...needed,
      $schema: 'https://example.com/schema.json',
      connection: 'Work',
      provider: 'openai',
      validationFile: { id: 'train.jsonl' },
      method: { type: 'supervised', hyperparameters: { n_epochs: 'auto', batch_size: [1, 2] } },
      suffix: 'bot',
      seed: 7,
      metadata: { team: 'blue' },
      integrations: [{ type: 'wandb', project: 'p', tags: ['a'] }],
      settings: { trainingType: 'Standard' },
      otherFields: { x: { y: [null] } },
    };
    const read = readJobFile(JSON.stringify(file));
    assert.equal(read.kind, 'good');
    assert.deepEqual(read.file, file);
  });

  const mistakes: readonly (readonly [name: string, fields: object, problem: string])[] = [
    [
      'a field that there is none of',
      { modle: 'x' },
      '"modle" → “modle” is unknown here: $schema, connection,',
    ],
    ['a wrong kind', { suffix: 7 }, '7 → suffix must be text'],
    ['one of several kinds', { model: 7 }, '7 → model must be text or a list'],
    ['a word', { provider: 'open ai' }, '"open ai" → provider must be one of openai, azure,'],
    ['a seed that is not whole', { seed: 1.5 }, '1.5 → seed must be a whole number or a list'],
    ['a seed out of range', { seed: -1 }, '-1 → seed must be from 0 to 2147483647'],
    ['an empty list', { model: [] }, '[] → model is empty'],
    ['an item of a list', { seed: [1, 'two'] }, '"two" → seed must be a whole number'],
    ['an item that is there twice', { seed: [1, 2, 1] }, '1 → seed has the same value twice'],
    ['an empty text', { model: '' }, '"" → model is empty'],
    ['a method', { method: { type: 'ppo' } }, '"ppo" → type must be one of supervised, dpo, reinforcement'],
    [
      'hyperparameters where the wire of OpenAI has them',
      { method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 2 } } } },
      '"supervised" → “supervised” is unknown here: hyperparameters and a grader stand directly in “method”',
    ],
    ['a method without its type', { method: {} }, '{ → “type” is missing'],
    [
      'a hyperparameter',
      { method: { type: 'dpo', hyperparameters: { beta: {} } } },
      '{} → beta must be a number or text or true or false or a list',
    ],
    ['metadata', { metadata: { run: 7 } }, '7 → run must be text'],
    [
      'a name that every object has',
      { metadata: { constructor: 'x' } },
      '"constructor" → “constructor” cannot',
    ],
  ];
  for (const [name, fields, problem] of mistakes)
    it(`says what is wrong where it is: ${name}`, () => {
      const problems = problemsWith(fields);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.ok(problems[0]?.startsWith(problem), problems[0]);
    });

  it('says all that is wrong, in the order of the text', () => {
    assert.deepEqual(problemsIn('{"suffix": 1, "seed": "x"}'), [
      '{ → “model” is missing',
      '{ → “trainingFile” is missing',
      '1 → suffix must be text',
      '"x" → seed must be a whole number or a list',
    ]);
  });

  it('has no name twice, of which readers of JSON take one or the other', () => {
    assert.deepEqual(problemsIn('{"model":"a","trainingFile":"b","model":"c"}'), [
      '"model" → model is there twice',
    ]);
  });

  it('keeps what is well formed for what else is to be checked', () => {
    const restOf = (fields: object) => {
      const read = readJobFile(JSON.stringify(fields));
      return read.kind === 'bad' ? (read.rest?.file ?? null) : assert.fail('it is good');
    };
    const method = { type: 'supervised', hyperparameters: { n_epochs: -1 } };
    assert.deepEqual(restOf({ ...needed, seed: -5, suffix: 'x', method }), {
      ...needed,
      suffix: 'x',
      method,
    });
    assert.deepEqual(restOf({ model: 'm', method: { hyperparameters: {} } }), { model: 'm' });
    assert.deepEqual(restOf({ ...needed, seed: [1, 'two'], integrations: [{}] }), {
      ...needed,
      ...{ seed: [1], integrations: [] },
    });
    assert.deepEqual(restOf({ ...needed, modle: 'x' }), needed);
    assert.equal(restOf([]), null);
  });

  it('says where it is no JSON', () => {
    assert.deepEqual(problemsIn('{"model": "a",}'), [', → there is nothing after this comma']);
    assert.deepEqual(problemsIn('[]'), ['[] → the file must be an object']);
    assert.equal(problemsIn('').length, 1);
    assert.match(problemsIn('{ // why\n}').join(), /JSON has no comments/);
  });

  it('is not read where it is too long or nested too deep', () => {
    assert.match(problemsIn(' '.repeat(maxJobFileLength + 1)).join(), /too long/);
    assert.match(problemsIn('['.repeat(maxJobFileLength)).join(), /→/);
  });

  it('has nothing that is sent on as it is, and goes deeper or is longer than anybody reads', () => {
    const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
    const many = JSON.stringify(Array.from({ length: 20_000 }, () => 1));
    for (const value of [deep, many]) {
      const beginning = '{"model":"m","trainingFile":"f"';
      const file = `${beginning},"otherFields":{"a":${value}}}`;
      assert.match(problemsIn(file).join(), /^{ → it is nested too deep/);
      const grader = `${beginning},"method":{"type":"reinforcement","grader":{"a":${value}}}}`;
      assert.match(problemsIn(grader).join(), /^{ → it is nested too deep/);
    }
  });

  it('has only so many problems noted that an editor can draw them', () => {
    const models = Array.from({ length: 50_000 }, () => 1);
    assert.deepEqual(
      problemsWith({ model: models }).map((each) => each.replace(/^.* → /, '')),
      ['model has more than 50 items'],
    );
    const metadata = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`k${String(at)}`, at]));
    assert.equal(problemsWith({ metadata }).length, 100);
  });
});
