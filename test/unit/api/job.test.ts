import assert from 'node:assert/strict';
import { Checkpoint } from '../../../src/api/wire/checkpoint';
import { FineTuningEvent } from '../../../src/api/wire/event';
import { FileObject } from '../../../src/api/wire/file';
import { FineTuningJob } from '../../../src/api/wire/job';
import { Model } from '../../../src/api/wire/model';
import { groupOf, hasEnded, isActive } from '../../../src/shared/statuses';

const least = { id: 'ftjob-1', status: 'running', created_at: 1_700_000_000 };
const read = (fields: Record<string, unknown>) => FineTuningJob.parse({ ...least, ...fields });

/** Every field of `fine_tuning.job` that the documents and the specification name. */
const full = {
  object: 'fine_tuning.job',
  id: 'ftjob-full',
  model: 'gpt-4o-mini-2024-07-18',
  created_at: 1_721_764_800,
  finished_at: 1_721_768_400,
  estimated_finish: 1_721_768_000,
  fine_tuned_model: 'ft:gpt-4o-mini-2024-07-18:acme:support-bot:9xYzAbCd',
  organization_id: 'org-acme',
  status: 'succeeded',
  error: { code: 'invalid_training_file', message: 'line 3: no messages', param: 'training_file' },
  hyperparameters: { n_epochs: 3, batch_size: 'auto', learning_rate_multiplier: 1.8 },
  method: {
    type: 'reinforcement',
    reinforcement: {
      hyperparameters: { eval_interval: 5, reasoning_effort: 'low', n_epochs: 'auto' },
      grader: { type: 'string_check', name: 'exact', operation: 'eq', input: 'a', reference: 'b' },
    },
  },
  training_file: 'file-train',
  validation_file: 'file-valid',
  result_files: ['file-result'],
  trained_tokens: 5_768,
  seed: 42,
  integrations: [
    { type: 'wandb', wandb: { project: 'faq', name: 'run 1', entity: 'acme', tags: ['a', 'b'] } },
    { type: 'other' },
  ],
  metadata: { team: 'blue', try: '2' },
  user_provided_suffix: 'support-bot',
};

const decodedFull: FineTuningJob = {
  id: 'ftjob-full',
  object: 'fine_tuning.job',
  status: 'succeeded',
  createdAt: 1_721_764_800,
  updatedAt: null,
  startedAt: null,
  finishedAt: 1_721_768_400,
  estimatedFinish: 1_721_768_000,
  model: 'gpt-4o-mini-2024-07-18',
  fineTunedModel: 'ft:gpt-4o-mini-2024-07-18:acme:support-bot:9xYzAbCd',
  suffix: 'support-bot',
  organizationId: 'org-acme',
  error: { code: 'invalid_training_file', message: 'line 3: no messages', param: 'training_file' },
  hyperparameters: { n_epochs: 3, batch_size: 'auto', learning_rate_multiplier: 1.8 },
  requestedHyperparameters: null,
  method: {
    type: 'reinforcement',
    hyperparameters: { eval_interval: 5, reasoning_effort: 'low', n_epochs: 'auto' },
    grader: { type: 'string_check', name: 'exact', operation: 'eq', input: 'a', reference: 'b' },
  },
  trainingFiles: [{ id: 'file-train', filename: null, bytes: null }],
  validationFiles: [{ id: 'file-valid', filename: null, bytes: null }],
  resultFiles: [{ id: 'file-result', filename: null, bytes: null }],
  trainedTokens: 5_768,
  seed: 42,
  integrations: [
    { type: 'wandb', project: 'faq', name: 'run 1', entity: 'acme', tags: ['a', 'b'] },
    { type: 'other', project: null, name: null, entity: null, tags: [] },
  ],
  metadata: { team: 'blue', try: '2' },
  events: [],
  checkpoints: [],
  progress: null,
  secondsRemaining: null,
  price: null,
  webUrl: null,
};

/** The same in the spellings of the clients that the documents describe. */
const camelCased = (value: Record<string, unknown>, first: (word: string) => string) =>
  Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      first(key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())),
      each,
    ]),
  );

describe('a job', () => {
  it('is read whole', () => {
    assert.deepEqual(FineTuningJob.parse(full), decodedFull);
  });

  it('is read in camelCase', () => {
    const job = camelCased(
      { ...full, hyperparameters: { nEpochs: 3, batchSize: 'auto', learningRateMultiplier: 1.8 } },
      (key) => key,
    );
    assert.deepEqual(FineTuningJob.parse(job), decodedFull);
  });

  it('is read in the spelling of PowerShell, where Error is another thing', () => {
    const { error, ...rest } = full;
    const job = camelCased(
      { ...rest, var_error: error },
      (key) => key.charAt(0).toUpperCase() + key.slice(1),
    );
    assert.deepEqual(FineTuningJob.parse(job), decodedFull);
  });

  it('of the legacy kind is read whole, in both spellings', () => {
    const file = (id: string) => ({
      id,
      object: 'file',
      bytes: 1_500,
      created_at: 1_614_807_000,
      filename: `${id}.jsonl`,
      purpose: 'fine-tune',
    });
    const snake = {
      id: 'ft-legacy',
      object: 'fine-tune',
      model: 'curie',
      created_at: 1_614_807_352,
      updated_at: 1_614_807_865,
      events: [
        { object: 'fine-tune-event', created_at: 1_614_807_352, level: 'info', message: 'Job enqueued.' },
      ],
      fine_tuned_model: 'curie:ft-acme-2021-03-03-21-44-20',
      hyperparams: {
        batch_size: 4,
        learning_rate_multiplier: 0.1,
        n_epochs: 4,
        prompt_loss_weight: 0.1,
        compute_classification_metrics: true,
        classification_n_classes: 3,
      },
      organization_id: 'org-acme',
      result_files: [file('file-result')],
      status: 'pending',
      training_files: [file('file-train')],
      validation_files: [],
    };
    const { hyperparams, events, ...rest } = snake;
    const camel = camelCased(
      {
        ...rest,
        hyperparams: camelCased(hyperparams, (key) => key),
        events: events.map((event) => camelCased(event, (key) => key)),
      },
      (key) => key,
    );
    const expected = {
      ...decodedFull,
      id: 'ft-legacy',
      object: 'fine-tune',
      status: 'pending',
      model: 'curie',
      createdAt: 1_614_807_352,
      updatedAt: 1_614_807_865,
      finishedAt: null,
      estimatedFinish: null,
      fineTunedModel: 'curie:ft-acme-2021-03-03-21-44-20',
      suffix: null,
      error: null,
      hyperparameters: snake.hyperparams,
      method: null,
      trainingFiles: [{ id: 'file-train', filename: 'file-train.jsonl', bytes: 1_500 }],
      validationFiles: [],
      resultFiles: [{ id: 'file-result', filename: 'file-result.jsonl', bytes: 1_500 }],
      trainedTokens: null,
      seed: null,
      integrations: [],
      metadata: {},
      events: [
        {
          id: null,
          createdAt: 1_614_807_352,
          level: 'info',
          message: 'Job enqueued.',
          type: 'message',
          data: null,
        },
      ],
    };
    assert.deepEqual(FineTuningJob.parse(snake), expected);
    assert.deepEqual(FineTuningJob.parse(camel), expected);
  });

  it('needs no more than id, status and creation time', () => {
    const job = FineTuningJob.parse(least);
    assert.deepEqual(
      [job.model, job.error, job.seed, job.hyperparameters, job.trainingFiles, job.resultFiles],
      [null, null, null, {}, [], []],
    );
  });

  for (const missing of ['id', 'status', 'created_at'] as const) {
    it(`without ${missing} cannot be read, and says so`, () => {
      const result = FineTuningJob.safeParse({ ...least, [missing]: undefined });
      assert.equal(result.success, false);
      assert.deepEqual(result.error.issues[0]?.path, [missing]);
    });
  }

  for (const wrong of [null, 7, 'text', [], true]) {
    it(`is not ${JSON.stringify(wrong)}`, () => {
      assert.equal(FineTuningJob.safeParse(wrong).success, false);
    });
  }

  it('loses a field of a wrong type, not itself', () => {
    const wrong = Object.fromEntries(
      Object.keys(full)
        .filter((key) => !(key in least))
        .map((key) => [key, key === 'error' ? 5 : [[5]]]),
    );
    assert.deepEqual(read(wrong), {
      ...FineTuningJob.parse(least),
    });
  });

  const times: [unknown, number | null][] = [
    [1_700_000_000, 1_700_000_000],
    ['1700000000', 1_700_000_000],
    [1_700_000_000_000, 1_700_000_000],
    ['2023-11-14T22:13:20Z', 1_700_000_000],
    ['2023-11-14T22:13:20.000000000Z', 1_700_000_000],
    ['2023-11-14T23:13:20+01:00', 1_700_000_000],
    ['2023-11-14T22:13:20', 1_700_000_000],
    ['2023-11-14', 1_699_920_000],
    [0, null],
    ['0', null],
    ['', null],
    ['0001-01-01T00:00:00Z', null],
    ['soon', null],
    ['job 1', null],
    [null, null],
    [-1, null],
    [{}, null],
  ];
  for (const [time, expected] of times) {
    it(`takes ${JSON.stringify(time)} for the time ${String(expected)}`, () => {
      assert.equal(read({ finished_at: time }).finishedAt, expected);
    });
  }

  it('reads numbers that come as strings', () => {
    const job = read({ seed: '7', trained_tokens: '9007199254740991', hyperparameters: { n_epochs: '3' } });
    assert.deepEqual(
      [job.seed, job.trainedTokens, job.hyperparameters],
      [7, Number.MAX_SAFE_INTEGER, { n_epochs: 3 }],
    );
  });

  it('takes Azure’s -1 epochs for auto, and its spelling of organization', () => {
    const job = read({ hyperparameters: { n_epochs: -1 }, organisation_id: 'org' });
    assert.deepEqual([job.hyperparameters, job.organizationId], [{ n_epochs: 'auto' }, 'org']);
  });

  const errors: [unknown, unknown][] = [
    [null, null],
    [{}, null],
    ['', null],
    [{ code: null, message: null }, null],
    ['out of memory', { code: null, message: 'out of memory', param: null }],
    [{ code: 'oom' }, { code: 'oom', message: 'oom', param: null }],
  ];
  for (const [error, expected] of errors) {
    it(`takes ${JSON.stringify(error)} for the error ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(read({ error }).error, expected);
    });
  }

  const methods: [unknown, unknown][] = [
    [
      { type: 'dpo', dpo: { hyperparameters: { beta: 0.1 } } },
      { type: 'dpo', hyperparameters: { beta: 0.1 }, grader: null },
    ],
    [{ dpo: {} }, { type: 'dpo', hyperparameters: {}, grader: null }],
    [
      { hyperparameters: { n_epochs: 2 } },
      { type: 'supervised', hyperparameters: { n_epochs: 2 }, grader: null },
    ],
    [
      { type: 'supervised', supervised: null },
      { type: 'supervised', hyperparameters: {}, grader: null },
    ],
    [{}, null],
    [null, null],
  ];
  for (const [method, expected] of methods) {
    it(`takes ${JSON.stringify(method)} for the method ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(read({ method }).method, expected);
    });
  }

  const suffixes: [string, string | null][] = [
    ['ft:gpt-4o-mini:acme:support:abc', 'support'],
    ['ft:gpt-4o-mini:acme::abc', null],
    ['ft:gpt-4o-mini:acme:support:abc:ckpt-step-5', 'support'],
    ['my-model', null],
  ];
  for (const [name, suffix] of suffixes) {
    it(`finds the suffix ${String(suffix)} in ${name}`, () => {
      assert.equal(read({ fine_tuned_model: name }).suffix, suffix);
    });
  }

  it('keeps metadata as strings, whatever came', () => {
    assert.deepEqual(read({ metadata: { a: 'x', b: 1, c: null, d: { e: 1 } } }).metadata, {
      a: 'x',
      b: '1',
      c: 'null',
      d: '{"e":1}',
    });
  });
});

describe('an event', () => {
  it('is read whole', () => {
    const event = FineTuningEvent.parse({
      object: 'fine_tuning.job.event',
      id: 'ftevent-1',
      created_at: 1_721_764_800,
      level: 'info',
      message: 'Step 10/90: training loss=1.25',
      type: 'metrics',
      data: { step: 10, total_steps: 90, train_loss: 1.25 },
    });
    assert.deepEqual(event, {
      id: 'ftevent-1',
      createdAt: 1_721_764_800,
      level: 'info',
      message: 'Step 10/90: training loss=1.25',
      type: 'metrics',
      data: { step: 10, total_steps: 90, train_loss: 1.25 },
    });
  });

  const levels: [unknown, string][] = [
    ['info', 'info'],
    ['warn', 'warn'],
    ['warning', 'warn'],
    ['error', 'error'],
    ['ERROR', 'error'],
    ['legacy_info', 'info'],
    ['legacy_iwarning', 'warn'],
    ['legacy_ierror', 'error'],
    [null, 'info'],
    ['shout', 'info'],
  ];
  for (const [level, expected] of levels) {
    it(`of level ${String(level)} is ${expected}`, () => {
      assert.equal(FineTuningEvent.parse({ level }).level, expected);
    });
  }
});

describe('a checkpoint', () => {
  it('is read whole, with metrics of any name', () => {
    const checkpoint = Checkpoint.parse({
      object: 'fine_tuning.job.checkpoint',
      id: 'ftckpt_1',
      created_at: 1_721_764_800,
      fine_tuned_model_checkpoint: 'ft:gpt-4o-mini:acme:x:y:ckpt-step-88',
      step_number: 88,
      metrics: { step: 88, train_loss: '0.478', full_valid_loss: 0.567, note: 'good', 'p@1': null },
      fine_tuning_job_id: 'ftjob-1',
    });
    assert.deepEqual(checkpoint, {
      id: 'ftckpt_1',
      createdAt: 1_721_764_800,
      model: 'ft:gpt-4o-mini:acme:x:y:ckpt-step-88',
      step: 88,
      metrics: { step: 88, train_loss: 0.478, full_valid_loss: 0.567 },
      jobId: 'ftjob-1',
    });
  });
});

describe('a file and a model', () => {
  it('are read whole', () => {
    const file = FileObject.parse({
      id: 'file-1',
      object: 'file',
      bytes: 120_000,
      created_at: 1_721_764_800,
      expires_at: 1_724_356_800,
      filename: 'train.jsonl',
      purpose: 'fine-tune',
      status: 'processed',
      status_details: 'fine',
    });
    assert.deepEqual(file, {
      id: 'file-1',
      bytes: 120_000,
      createdAt: 1_721_764_800,
      expiresAt: 1_724_356_800,
      filename: 'train.jsonl',
      purpose: 'fine-tune',
      status: 'processed',
      statusDetails: 'fine',
    });
    const model = Model.parse({
      id: 'm',
      object: 'model',
      created: 1,
      owned_by: 'acme',
      shutdown_date: '2027-01-06',
    });
    assert.deepEqual(model, { id: 'm', createdAt: 1, ownedBy: 'acme', shutdownDate: '2027-01-06' });
  });

  it('need no more than an id', () => {
    assert.equal(FileObject.parse({ id: 'file-1', status: null }).filename, 'file-1');
    assert.equal(Model.parse({ id: 'm' }).createdAt, null);
  });
});

describe('a status', () => {
  const groups: Record<string, string[]> = {
    running: ['running', 'RUNNING', 'resuming', 'training', 'compressing', 'uploading', 'JOB_STATE_RUNNING'],
    queued: ['queued', 'QUEUED', 'created', 'pending', 'creating', 'STARTED', 'JOB_STATE_CREATING'],
    validating: ['validating_files', 'VALIDATING', 'VALIDATED'],
    paused: ['pausing', 'paused', 'JOB_STATE_PAUSED'],
    cancelling: ['cancelling', 'canceling', 'cancel_requested', 'CANCELLATION_REQUESTED'],
    succeeded: ['succeeded', 'SUCCESS', 'completed', 'JOB_STATE_COMPLETED', 'JOB_STATE_EARLY_STOPPED'],
    failed: ['failed', 'FAILED', 'FAILED_VALIDATION', 'error', 'JOB_STATE_FAILED'],
    cancelled: ['cancelled', 'canceled', 'CANCELLED', 'stopped', 'JOB_STATE_CANCELLED'],
    other: ['dreaming', '', 'constructor', '__proto__', 'toString', 'JOB_STATE_UNSPECIFIED'],
  };
  for (const [group, statuses] of Object.entries(groups)) {
    for (const status of statuses) {
      it(`«${status}» is ${group}`, () => {
        assert.equal(groupOf(status), group);
        assert.equal(hasEnded(status), ['succeeded', 'failed', 'cancelled'].includes(group));
        const isWaiting = group === 'paused' && status !== 'pausing';
        const isChanging = !hasEnded(status) && group !== 'other' && !isWaiting;
        assert.equal(isActive(status), isChanging);
      });
    }
  }

  it('that nobody knows stays verbatim', () => {
    assert.equal(read({ status: 'Dreaming-of_Sheep' }).status, 'Dreaming-of_Sheep');
  });
});
