import assert from 'node:assert/strict';
import { problemsAtProvider } from '../../../src/commands/jobFiles/problemsAtProvider';
import { readJobFile } from '../../../src/jobFiles/readJobFile';
import type { CreationOptions } from '../../../src/jobs/source';
import { dialects } from '../../support/dialects';

const { openai, nebius, together, mistral, vertex, dashscope, huggingface } = dialects;
const needed = { model: 'm', trainingFile: 'train.jsonl' };

/** What is wrong at a provider, each with the text that is marked. */
function problemsOf(options: CreationOptions, fields: object): string[] {
  const text = JSON.stringify({ ...needed, ...fields });
  const read = readJobFile(text);
  assert.equal(read.kind, 'good');
  return problemsAtProvider({ ...read, options, provider: options.id }).map(
    ({ message, offset, length }) => `${text.slice(offset, offset + length)} → ${message}`,
  );
}

const withHyperparameters = (hyperparameters: object, type = 'supervised') => ({
  method: { type, hyperparameters },
});

describe('a job file at a provider', () => {
  it('has nothing wrong where the provider takes all of it', () => {
    const hyperparameters = { n_epochs: [1, 'auto', 3], learning_rate_multiplier: 0.5 };
    const fields = {
      ...withHyperparameters(hyperparameters),
      suffix: 'bot',
      seed: [1, 2],
      metadata: { a: 'b' },
    };
    assert.deepEqual(problemsOf(openai, fields), []);
  });

  const mistakes: readonly (readonly [string, CreationOptions, object, RegExp])[] = [
    [
      'a hyperparameter that it does not know',
      together,
      withHyperparameters({ epochs: 3 }),
      /^"epochs" → together does not know epochs with this method: is n_epochs meant\?$/,
    ],
    [
      'a value out of its bounds',
      openai,
      withHyperparameters({ n_epochs: 0 }),
      /^0 → n_epochs must be auto, or a whole number from 1 to 50$/,
    ],
    [
      'one value of a list',
      openai,
      withHyperparameters({ n_epochs: [1, 2.5] }),
      /^2\.5 → n_epochs must be .*whole number/,
    ],
    [
      'effort without reinforcement',
      openai,
      withHyperparameters({ reasoning_effort: 'low' }),
      /^"reasoning_effort" → /,
    ],
    [
      'beta without preferences',
      openai,
      withHyperparameters({ beta: 0.1 }),
      /^"beta" → openai does not know beta with this method, but n_epochs, batch_size/,
    ],
    [
      'a method that it lacks',
      mistral,
      { method: { type: 'dpo' } },
      /^"dpo" → mistral has the methods supervised/,
    ],
    [
      'reinforcement without a grader',
      openai,
      { method: { type: 'reinforcement' } },
      /^"reinforcement" → .*needs a grader/,
    ],
    ['a grader without reinforcement', openai, { method: { type: 'dpo', grader: {} } }, /^"grader" → Only/],
    ['a suffix that is too long', openai, { suffix: 'x'.repeat(65) }, /^"x+" → suffix: At most 64/],
    ['a suffix with a space', openai, { suffix: 'my bot' }, /^"my bot" → suffix: No spaces/],
    [
      'metadata of a wrong form',
      vertex,
      { trainingFile: 'gs://b/a.jsonl', metadata: { team: 'Blue!' } },
      /^"Blue!" → team: “Blue!” is not taken/,
    ],
    [
      'a setting that there is none of',
      openai,
      { settings: { trainingType: 'x' } },
      /^"trainingType" → openai has no settings/,
    ],
    [
      'a setting that it has not',
      nebius,
      { settings: { tier: 'x' } },
      /^"tier" → nebius has the settings lora/,
    ],
    ['a choice that it has not', nebius, { settings: { lora: 'Fast' } }, /^"Fast" → lora must be one of /],
    [
      'the same file twice',
      openai,
      { validationFile: 'train.jsonl' },
      /^"train\.jsonl" → It is the training file/,
    ],
    ['a file where nothing is uploaded', vertex, {}, /^"train\.jsonl" → /],
  ];
  for (const [name, options, fields, problem] of mistakes)
    it(`says what it does not take, where it is: ${name}`, () => {
      const problems = problemsOf(options, fields);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0] ?? '', problem);
    });

  it('says what the provider wants and the file lacks', () => {
    const problems = problemsOf(dashscope, {});
    assert.ok(problems.length > 0);
    for (const problem of problems) assert.match(problem, /^\{ → dashscope wants /);
    const given = withHyperparameters({ n_epochs: 'auto' });
    assert.ok(problemsOf(dashscope, given).some((problem) => problem.startsWith('"auto" → ')));
  });

  it('says why a field is not taken at all, at its name', () => {
    const problems = problemsOf(huggingface, { seed: 1, suffix: 'x' });
    for (const name of ['seed', 'suffix'])
      if (huggingface.capabilities[name as 'seed' | 'suffix'] !== true)
        assert.ok(
          problems.some((problem) => problem.startsWith(`"${name}" → `)),
          problems.join('\n'),
        );
  });

  it('says that a name may be misspelt where others may be taken too, and lets the file be run', () => {
    assert.deepEqual(problemsOf(openai, withHyperparameters({ n_epoks: 2 })), [
      '"n_epoks" → n_epoks may be misspelt: openai has n_epochs',
    ]);
    assert.deepEqual(problemsOf(openai, withHyperparameters({ warmup_ratio: 0.1, own_setting: 'x' })), []);
    const read = readJobFile(JSON.stringify({ ...needed, ...withHyperparameters({ n_epoks: 2 }) }));
    assert.equal(read.kind, 'good');
    const [warning] = problemsAtProvider({ ...read, options: openai, provider: 'OpenAI' });
    assert.equal(warning?.isWarning, true);
  });

  it('lists every problem in the order of the text', () => {
    const problems = problemsOf(openai, { ...withHyperparameters({ n_epochs: 0, beta: 1 }), suffix: 'a b' });
    assert.deepEqual(
      problems.map((problem) => problem.split(' → ')[0]),
      ['0', '"beta"', '"a b"'],
    );
  });
});
