import assert from 'node:assert/strict';
import { nonceKey } from '../../../src/api/wire/nonce';
import type { JsonObject } from '../../../src/api/wire/values';
import {
  beginWith,
  changeMethod,
  checkpointOf,
  draftFrom,
  emptyDraft,
  fieldsOf,
  missingEvaluations,
  missingNumbers,
  missingSetting,
  problemWithSetting,
  problemWithSuffix,
  startFrom,
  takenSuffix,
  toRequest,
  validationFileOf,
  wandbOf,
} from '../../../src/commands/createJob/draft';
import { problemWithClone } from '../../../src/jobs/problemWithClone';
import type { CreationOptions } from '../../../src/jobs/source';
import { JobStore } from '../../../src/jobs/store';
import { dialects, loadedDialect } from '../../support/dialects';
import { jobFromWire } from '../../support/jobs';

const bedrockCustomization = dialects['bedrock-customization'];
const { openai, together, mistral, fireworks, llmariner, localai, bedrock, nebius, dashscope } = dialects;

describe('a job about to be created', () => {
  it('is no clone of a job of another kind, which would be created as a supervised one', () => {
    const problem = (type: string | null, dialect: Parameters<typeof problemWithClone>[1]) =>
      problemWithClone(jobFromWire(type === null ? {} : { method: { type } }), dialect);
    const customization = dialects['bedrock-customization'];
    for (const type of ['CONTINUED_PRE_TRAINING', 'DISTILLATION', 'reinforcement'])
      assert.equal(problem(type, customization), `Jobs of the method ${type} cannot be created from here.`);
    assert.match(problem('reinforcement', fireworks) ?? '', /reinforcement/);
    for (const [type, dialect] of [
      ['supervised', customization],
      [null, customization],
      ['reinforcement', openai],
      ['a gateway’s own', openai],
    ] as const)
      assert.equal(problem(type, dialect), null);
  });

  it('has the seed of a cloned job only where it was given, as far as that is known', () => {
    const seedOf = (kept: object) => draftFrom(jobFromWire({ seed: 41 }), null, new JobStore(), kept).seed;
    assert.deepEqual([{}, { seed: null }, { seed: 7 }].map(seedOf), ['41', '', '7']);
  });

  it('leaves to the provider what was not set', () => {
    assert.deepEqual(toRequest({ ...emptyDraft(), model: 'gpt-4o-mini' }, openai, 'file-1', null), {
      model: 'gpt-4o-mini',
      trainingFile: 'file-1',
      method: { type: 'supervised', hyperparameters: {} },
    });
  });

  it('has of a cloned job the seed only if it was given, as far as that is known', () => {
    const job = jobFromWire({ seed: 42 });
    const seedOf = (kept?: { readonly seed: number | null }) =>
      draftFrom(job, null, new JobStore(), kept).seed;
    assert.deepEqual([seedOf(), seedOf({ seed: null }), seedOf({ seed: 7 })], ['42', '', '7']);
  });

  it('sends what was set, as numbers', () => {
    const hyperparameters = { n_epochs: '3', batch_size: 'auto', learning_rate_multiplier: '0.5' };
    const draft = { ...emptyDraft(), model: 'm', hyperparameters, suffix: 'bot', seed: '0' };
    assert.deepEqual(toRequest(draft, openai, 'file-1', 'file-2'), {
      model: 'm',
      trainingFile: 'file-1',
      validationFile: 'file-2',
      suffix: 'bot',
      seed: 0,
      method: { type: 'supervised', hyperparameters: { n_epochs: 3, learning_rate_multiplier: 0.5 } },
    });
  });

  it('lacks the number of evaluations where a validation file would not be used without', () => {
    const validationFile = { kind: 'uploaded', id: 'file-2', name: 'valid.jsonl' } as const;
    const missing = (draft: object, dialect = together) =>
      missingEvaluations({ ...emptyDraft(), ...draft }, dialect)?.wireName ?? null;
    assert.equal(missing({ validationFile }), 'n_evals');
    assert.equal(missing({ validationFile, hyperparameters: { n_evals: '0' } }), 'n_evals');
    assert.equal(missing({ validationFile, hyperparameters: { n_evals: '5' } }), null);
    assert.equal(missing({}), null);
    assert.equal(missing({ validationFile }, openai), null);
  });

  it('lacks the numbers that decide what it costs, where the provider wants them', () => {
    const missing = (hyperparameters: Readonly<Record<string, string>>, dialect = dashscope) =>
      missingNumbers({ ...emptyDraft(), hyperparameters }, dialect).map(({ wireName }) => wireName);
    assert.deepEqual(missing({}), ['n_epochs', 'batch_size', 'max_length']);
    assert.deepEqual(missing({ n_epochs: '3', max_length: '8192' }), ['batch_size']);
    assert.deepEqual(missing({}, openai), []);
  });

  it('is validated on a file where its method can be', () => {
    const validationFile = { kind: 'uploaded', id: 'file-2', name: 'valid.jsonl' } as const;
    for (const [method, takes] of [
      ['supervised', true],
      ['dpo', false],
    ] as const) {
      const draft = { ...emptyDraft(), validationFile, method };
      assert.equal(validationFileOf(draft, fireworks), takes ? validationFile : null);
      const request = toRequest(draft, fireworks, 'file-1', 'file-2');
      assert.equal(request.validationFile, takes ? 'file-2' : undefined);
    }
    assert.equal(validationFileOf({ ...emptyDraft(), validationFile }, localai), null);
  });

  it('has a field for each hyperparameter that is sent, also for those of a cloned job alone', () => {
    const hyperparameters = { n_epochs: '2', warmup_ratio: '0.1', beta: '0.1' };
    const draft = { ...emptyDraft(), method: 'reinforcement' as const, hyperparameters };
    const fields = fieldsOf(draft, openai);
    assert.deepEqual(
      fields.map(({ wireName, label }) => [wireName, label]),
      [
        ['n_epochs', 'Epochs'],
        ['batch_size', 'Batch size'],
        ['learning_rate_multiplier', 'Learning rate multiplier'],
        ['reasoning_effort', 'Reasoning effort'],
        ['compute_multiplier', 'Compute multiplier'],
        ['eval_interval', 'Evaluation interval'],
        ['eval_samples', 'Evaluation samples'],
        ['warmup_ratio', 'Warmup ratio'],
      ],
    );
    const sent = Object.keys(toRequest(draft, openai, 'file-1', null).method.hyperparameters);
    assert.deepEqual(sent, ['n_epochs', 'warmup_ratio']);
    assert.ok(!fieldsOf(draft, llmariner).some(({ wireName }) => wireName === 'warmup_ratio'));
  });

  it('leaves out what the provider does not take', () => {
    const draft = {
      ...emptyDraft(),
      model: 'm',
      hyperparameters: { n_epochs: '3', learning_rate_multiplier: '2', beta: '0.1' },
      suffix: 'a-suffix-that-is-too-long',
      seed: '7',
      metadata: { team: 'blue' },
    };
    assert.deepEqual(toRequest(draft, together, 'f', null).method.hyperparameters, { n_epochs: 3 });
    const { suffix, metadata } = toRequest(draft, llmariner, 'f', null);
    assert.deepEqual([suffix, metadata], ['a-suffix-that-is-t', undefined]);
    assert.equal(toRequest(draft, fireworks, 'f', null).seed, undefined);
    const local = toRequest(draft, localai, 'f', 'g');
    assert.deepEqual([local.suffix, local.validationFile], [undefined, undefined]);
  });

  it('has the settings that the provider has, as chosen or as it begins with them', () => {
    const draft = { ...emptyDraft(), settings: { auto_start: 'false', of_another: 'x' } };
    assert.deepEqual(toRequest(emptyDraft(), mistral, 'f', null).settings, { auto_start: 'true' });
    assert.deepEqual(toRequest(draft, mistral, 'f', null).settings, { auto_start: 'false' });
    assert.equal(toRequest(draft, openai, 'f', null).settings, undefined);
    assert.equal(
      toRequest({ ...emptyDraft(), settings: { training_type: '' } }, together, 'f', null).settings,
      undefined,
    );
  });

  it('lacks what the provider creates no job without, and begins with the method that it has', () => {
    const [method] = bedrock.methods;
    const draft = emptyDraft(method);
    assert.equal(missingSetting(draft, bedrock)?.name, 'lambda');
    assert.equal(missingSetting({ ...draft, settings: { lambda: '' } }, bedrock)?.name, 'lambda');
    assert.equal(missingSetting({ ...draft, settings: { lambda: 'arn:…' } }, bedrock), null);
    assert.equal(missingSetting(draft, nebius), null);
    const [lambda] = bedrock.settings ?? [];
    const [role, output] = dialects['bedrock-customization'].settings ?? [];
    assert.ok(lambda !== undefined && role !== undefined && output !== undefined);
    const arn = 'arn:aws-us-gov:iam::123456789012:role/service-role/faq';
    assert.deepEqual(
      ['', arn, 'admin', 'arn:aws:iam::1:role/x'].map((text) => problemWithSetting(text, role)),
      [
        null,
        null,
        `“admin” is not taken: ${role.hint}`,
        `“arn:aws:iam::1:role/x” is not taken: ${role.hint}`,
      ],
    );
    assert.equal(problemWithSetting('s3://acme/out/', output), null);
    assert.notEqual(problemWithSetting('https://acme.s3.amazonaws.com/out', output), null);
    assert.equal(problemWithSetting('arn:aws:lambda:us-west-2:123456789012:function:f:1', lambda), null);
    assert.notEqual(problemWithSetting('my-function', lambda), null);
    assert.equal(toRequest(draft, bedrock, 'f', null).method.type, 'reinforcement');
  });

  it('begins with a base model or with what was fine-tuned, one in the place of the other', () => {
    const draft = { ...emptyDraft(), settings: { training_type: 'Lora' } };
    beginWith(draft, 'm', together, { isTuned: false });
    beginWith(draft, 'ft-1:100', together, { isTuned: true });
    assert.equal(checkpointOf(draft, together), 'ft-1:100');
    beginWith(draft, 'n', together, { isTuned: false });
    assert.deepEqual([draft.model, draft.settings], ['n', { training_type: 'Lora' }]);
    beginWith(draft, 'ft:m:acme', openai, { isTuned: true });
    assert.equal(draft.model, 'ft:m:acme');
  });

  it('goes on from a checkpoint as the provider wants it', () => {
    const draft = { ...emptyDraft(), model: 'm' };
    startFrom(draft, 'ft-1:100', together);
    assert.equal(checkpointOf(draft, together), 'ft-1:100');
    assert.deepEqual(toRequest(draft, together, 'f', null).settings, { from_checkpoint: 'ft-1:100' });
    startFrom(draft, 'ft:m:acme::ckpt', openai);
    assert.deepEqual([draft.model, checkpointOf(draft, openai)], ['ft:m:acme::ckpt', null]);
  });

  it('is written to Weights & Biases with the key that the provider needs', () => {
    const wandb = { type: 'wandb', project: 'faq', name: null, entity: null, tags: [] };
    const draft = { ...emptyDraft(), integrations: [wandb, { ...wandb, type: 'other' }] };
    assert.deepEqual(toRequest(draft, mistral, 'f', null, 'secret').integrations, [
      { type: 'wandb', wandb: { project: 'faq', api_key: 'secret' } },
      { type: 'other', other: { project: 'faq' } },
    ]);
    assert.equal(wandbOf(draft, mistral), wandb);
    assert.equal(wandbOf(draft, localai), null);
  });

  it('has a suffix that fits into a name', () => {
    assert.equal(problemWithSuffix('a'.repeat(65), openai), 'At most 64 characters');
    assert.notEqual(problemWithSuffix('a b', openai), null);
    assert.equal(problemWithSuffix('support-bot', openai), null);
    assert.equal(problemWithSuffix('', openai), null);
    const { unsloth } = dialects; // the name of a project, of which it makes a folder's name
    assert.equal(problemWithSuffix(`The good one: ${'a'.repeat(66)}`, unsloth), null);
    assert.equal(problemWithSuffix('a'.repeat(81), unsloth), 'At most 80 characters');
    assert.equal(problemWithSuffix('', llmariner), 'This provider creates no job without a suffix');
  });

  it('of a clone has a suffix that its provider takes, after its model or its own name', () => {
    const taken = (name: string, output: string | null, options: CreationOptions = fireworks) =>
      takenSuffix(name, output, options);
    assert.equal(taken('faq-1', 'other'), 'faq-1');
    assert.equal(taken('Support bot', 'faq'), 'faq');
    assert.equal(taken('Support bot: Äöü & Co.', 'Not Taken'), 'support-bot-aou-co');
    assert.equal(taken(`Run ${'x'.repeat(58)} 2`, null), `run-${'x'.repeat(58)}`);
    assert.equal(taken('Kundenservice Deutsch', null, dialects.dashscope), 'kundenservice-deutsch');
    assert.equal(taken('Support bot', null, dialects.unsloth), 'Support bot');
    assert.equal(taken('日本語', null), '日本語'); // for the person to change
    assert.equal(taken('', 'faq', llmariner), 'faq');
  });

  it('has a suffix of the characters that the provider takes', () => {
    const azureByDate = loadedDialect({
      name: 'a',
      dialect: 'azure',
      baseUrl: 'https://a.test',
      apiVersion: '2024-10-21',
    });
    const good = (options: CreationOptions) =>
      ['faq-1', 'FAQ_1', 'FAQ', 'größe', 'a.b', 'a--b', '-a', 'a/b'].filter(
        (text) => problemWithSuffix(text, options) === null,
      );
    assert.deepEqual(good(fireworks), ['faq-1', 'a--b', '-a']);
    assert.deepEqual(good(bedrockCustomization), ['faq-1', 'FAQ']);
    assert.deepEqual(good(azureByDate), ['faq-1', 'FAQ_1', 'FAQ', 'a--b', '-a']);
    assert.deepEqual(good(openai).length, 8);
    assert.equal(problemWithSuffix('FAQ_1', fireworks), 'Lower-case letters, digits and hyphens alone');
    assert.equal(problemWithSuffix('', fireworks), null);
    assert.equal(problemWithSuffix('a'.repeat(41), azureByDate), 'At most 40 characters');
  });
});

describe('a clone', () => {
  const wire = {
    model: 'm',
    training_file: 'file-1',
    seed: 7,
    user_provided_suffix: 'bot',
    metadata: { team: 'blue', [nonceKey]: 'of the first one' },
    integrations: [{ type: 'wandb', wandb: { project: 'p', name: null, entity: null, tags: ['t'] } }],
    method: { type: 'dpo', dpo: { hyperparameters: { n_epochs: 'auto', batch_size: 4, beta: 0.1 } } },
  };

  it('has the files by their names, where those are known', () => {
    const store = new JobStore();
    store.nameFiles([{ id: 'file-1', filename: 'train.jsonl' }]);
    const draft = draftFrom(jobFromWire({ ...wire, validation_file: 'file-2' }), null, store);
    assert.deepEqual([draft.trainingFile?.name, draft.validationFile?.name], ['train.jsonl', 'file-2']);
  });

  it('has the settings of the job', () => {
    const job = jobFromWire({ ...wire, job_settings: { training_type: 'Full', from_checkpoint: 'ft-1' } });
    assert.deepEqual(toRequest(draftFrom(job, null, new JobStore()), together, 'file-1', null).settings, {
      ...{ training_type: 'Full', from_checkpoint: 'ft-1' },
    });
  });

  it('has the settings and the suffix that were requested where the job does not report them', () => {
    const draft = (wireJob: JsonObject) =>
      draftFrom(jobFromWire(wireJob), null, new JobStore(), {
        settings: { training_type: 'Lora', from_checkpoint: 'ft-0' },
        suffix: 'faq',
      });
    assert.equal(draft(wire).suffix, 'bot');
    assert.equal(draft({ ...wire, user_provided_suffix: null }).suffix, 'faq');
    assert.deepEqual(draft(wire).settings, { training_type: 'Lora', from_checkpoint: 'ft-0' });
    assert.deepEqual(draft({ ...wire, job_settings: { training_type: 'Full' } }).settings, {
      ...{ training_type: 'Full', from_checkpoint: 'ft-0' },
    });
  });

  it('has all that the job had and the provider takes', () => {
    assert.deepEqual(toRequest(draftFrom(jobFromWire(wire), null, new JobStore()), openai, 'file-1', null), {
      model: 'm',
      trainingFile: 'file-1',
      suffix: 'bot',
      seed: 7,
      metadata: { team: 'blue' },
      integrations: [{ type: 'wandb', wandb: { project: 'p', tags: ['t'] } }],
      method: { type: 'dpo', hyperparameters: { batch_size: 4, beta: 0.1 } },
    });
  });

  it('keeps words and flags among its hyperparameters', () => {
    const job = jobFromWire({ hyperparameters: { batch_size: 'max', packing: true, n_epochs: 2 } });
    const { hyperparameters } = toRequest(draftFrom(job, null, new JobStore()), together, 'f', null).method;
    assert.deepEqual(hyperparameters, { batch_size: 'max', packing: true, n_epochs: 2 });
  });

  it('keeps the beta of a preference job, whatever its provider calls it', () => {
    const type = 'dpo';
    const preference = {
      ...{ name: 'accounts/acme/dpoJobs/1', state: 'JOB_STATE_RUNNING', createTime: '2026-01-01T00:00:00Z' },
      lossConfig: { method: 'DPO', dpo: { beta: 0.3 } },
    };
    for (const [dialect, raw] of [
      [together, { id: 'ft-1', training_method: { method: type, dpo_beta: 0.3 } }],
      [fireworks, preference],
    ] as const) {
      const job = jobFromWire(dialect.toJob?.(raw) as JsonObject); // an object stays one
      const { method } = toRequest(draftFrom(job, null, new JobStore()), dialect, 'f', null);
      assert.deepEqual(method, { type, hyperparameters: { beta: 0.3 } });
    }
  });

  it('sends no number that JSON cannot hold: it would be left to the provider', () => {
    const draft = { ...emptyDraft(), hyperparameters: { max_steps: '1e999' } };
    assert.deepEqual(toRequest(draft, localai, 'f', null).method.hyperparameters, { max_steps: '1e999' });
  });

  it('keeps a grader with reinforcement alone', () => {
    const grader = { type: 'string_check' };
    const job = jobFromWire({
      method: {
        type: 'reinforcement',
        reinforcement: { grader, hyperparameters: { reasoning_effort: 'low', n_epochs: 3 } },
      },
    });
    const draft = draftFrom(job, null, new JobStore());
    assert.deepEqual(toRequest(draft, openai, 'f', null).method, {
      type: 'reinforcement',
      grader,
      hyperparameters: { reasoning_effort: 'low', n_epochs: 3 },
    });
    changeMethod(draft, 'supervised', openai);
    assert.deepEqual(toRequest(draft, openai, 'f', null).method, {
      type: 'supervised',
      hyperparameters: { n_epochs: 3 },
    });
  });

  it('requests again what was requested, and not what the provider made of it', () => {
    const chosen = { n_epochs: 3, batch_size: 8 };
    const job = jobFromWire({
      hyperparameters: chosen,
      method: { type: 'supervised', supervised: { hyperparameters: chosen } },
    });
    const requested = (known: Record<string, string | number> | null) =>
      toRequest(draftFrom(job, known, new JobStore()), openai, 'file-1', null).method.hyperparameters;
    assert.deepEqual(requested({ n_epochs: 3, batch_size: 'auto' }), { n_epochs: 3 });
    assert.deepEqual(requested(null), chosen);
  });
});
