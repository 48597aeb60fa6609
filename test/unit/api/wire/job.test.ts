import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { FileObject } from '../../../../src/api/wire/file';
import { FineTuningJob, readExpectedJob, toJobError } from '../../../../src/api/wire/job';

const wire = { id: 'ftjob-1', status: 'running', created_at: 1_700_000_000 };
const read = (fields: Record<string, unknown>) => z.parse(FineTuningJob, { ...wire, ...fields });

describe('a job on the wire', () => {
  it('has what only some providers send', () => {
    const job = read({
      ...{ started_at: 1_700_000_001, updated_at: 1_700_000_002, total_price: 3.5 },
      ...{ progress: 0.5, web_url: 'https://example.com/job', suffix: 'faq' },
      checkpoints: [{ id: 'c', step_number: 3 }, 'none'],
      events: [{ id: 'e', message: 'Started' }, 7],
    });
    assert.deepEqual(
      [job.startedAt, job.updatedAt, job.price, job.progress, job.webUrl, job.suffix],
      [1_700_000_001, 1_700_000_002, 3.5, 0.5, 'https://example.com/job', 'faq'],
    );
    assert.deepEqual(
      job.checkpoints.map(({ id, step }) => [id, step]),
      [['c', 3]],
    );
    assert.deepEqual(
      job.events.map(({ id, message }) => [id, message]),
      [['e', 'Started']],
    );
  });

  it('has its price in what is named, else in dollars', () => {
    for (const [named, currency] of [
      ['EUR', 'EUR'],
      ['eur', 'EUR'],
      [undefined, 'USD'],
      ['credits', 'credits'],
      ['x'.repeat(21), `${'x'.repeat(19)}…`],
      ['', 'USD'],
      [7, 'USD'],
    ])
      assert.equal(read({ price_currency: named }).priceCurrency, currency);
  });

  it('has no share above 1', () => {
    assert.equal(read({ progress: 1 }).progress, 1);
    assert.equal(read({ progress: 50 }).progress, null);
  });

  it('prefers the first of two names', () => {
    const job = read({
      ...{ user_provided_suffix: 'a', suffix: 'b', organization_id: 'c', organisation_id: 'd' },
      ...{ error: 'e', var_error: 'f', hyperparameters: { n_epochs: 1 }, hyperparams: { n_epochs: 2 } },
      fine_tuned_model: 'ft:m:o:g:id',
    });
    assert.deepEqual([job.suffix, job.organizationId, job.error?.message], ['a', 'c', 'e']);
    assert.deepEqual(job.hyperparameters, { n_epochs: 1 });
  });

  it('has at most 10,000 events', () => {
    assert.equal(read({ events: new Array<object>(10_001).fill({}) }).events.length, 10_000);
  });

  it('reads integrations with their settings flat or under their name', () => {
    const { integrations } = read({
      integrations: [
        { type: 'wandb', project: 'flat', tags: ['a', null, 7] },
        { type: 'mlflow', mlflow: { name: 'n' }, project: 'beside' },
        { project: 'no type' },
        'wandb',
      ],
    });
    assert.deepEqual(integrations, [
      { type: 'wandb', project: 'flat', name: null, entity: null, tags: ['a', '7'] },
      { type: 'mlflow', project: null, name: 'n', entity: null, tags: [] },
    ]);
  });

  it('is read at once where all is as expected, and left to the schema where it is not', () => {
    const long = 'x'.repeat(1_000);
    for (const good of [
      ...[wire, { id: 'ftjob-bare' }, { ...wire, id: long, status: long }, { ...wire, status: `${long}x` }],
      ...['1700000000', 0, 1_700_000_000_000].map((time) => ({ ...wire, created_at: time })),
    ])
      assert.deepEqual(readExpectedJob(good), z.parse(FineTuningJob, good));
    const odd = [
      ...[null, [], 'job', { ...wire, id: '' }, { ...wire, id: 7 }, { ...wire, id: `${long}x` }],
      { ...wire, createdAt: 1 },
    ];
    for (const raw of odd) assert.equal(readExpectedJob(raw), undefined);
  });

  it('says that it is not an object', () => {
    const { error } = z.safeParse(FineTuningJob, 'text');
    assert.deepEqual(
      error?.issues.map(({ message }) => message),
      ['is not an object'],
    );
  });
});

describe('metadata', () => {
  const metadataOf = (metadata: unknown) => read({ metadata }).metadata;
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${String(at)}`, 'v']));

  it('is taken as it came where it is text', () => {
    const good = { team: 'blue', ['k'.repeat(5_000)]: 'v'.repeat(5_000) };
    assert.equal(metadataOf(good), good);
    assert.equal(Object.keys(metadataOf(many(200))).length, 200);
  });

  it('has at most 200 pairs', () => {
    assert.equal(Object.keys(metadataOf(many(201))).length, 200);
  });

  it('has at most 5,000 characters in a key or a value', () => {
    assert.deepEqual(metadataOf({ a: 'v'.repeat(5_001) }), { a: `${'v'.repeat(4_999)}…` });
    assert.deepEqual(metadataOf({ ['k'.repeat(5_001)]: 'v' }), { [`${'k'.repeat(4_999)}…`]: 'v' });
    assert.deepEqual(metadataOf({ a: ['v'.repeat(6_000)] }), { a: `["${'v'.repeat(4_998)}…` });
  });

  it('is empty for what is no object', () => {
    for (const value of [null, 'a', ['a']]) assert.deepEqual(metadataOf(value), {});
  });
});

describe('toJobError', () => {
  it('has a message where there is a code or a message', () => {
    assert.deepEqual(toJobError({ code: 'oom', param: 'training_file' }), {
      ...{ code: 'oom', message: 'oom', param: 'training_file' },
    });
    assert.deepEqual(toJobError({ message: 'No memory' }), {
      ...{ code: null, message: 'No memory', param: null },
    });
    assert.equal(toJobError({ param: 'training_file' }), null);
    assert.equal(toJobError(5), null);
  });
});

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
  suffixName: 'user_provided_suffix',
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
  price: null,
  priceCurrency: 'USD',
  isPriceEstimated: false,
  webUrl: null,
  outputName: null,
  settings: {},
  repeated: {},
  queuePosition: null,
};

/** The same in the spellings of the clients that the documents describe. */
const camelCased = (value: Record<string, unknown>, first: (word: string) => string) =>
  Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      first(key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())),
      each,
    ]),
  );

/** With all that lies within. */
const pascalCased = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(camelCased(value, (key) => key.charAt(0).toUpperCase() + key.slice(1))).map(
      ([key, each]) => [key, casedWithin(each)],
    ),
  );

function casedWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(casedWithin);
  return typeof value === 'object' && value !== null ? pascalCased(value as Record<string, unknown>) : value; // the test's own
}

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
    const { error, metadata, ...rest } = full;
    const job = { ...pascalCased({ ...rest, var_error: error }), Metadata: metadata };
    assert.match(JSON.stringify(job), /"VarError":\{"Code":/);
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
    const embedded = (id: string) => ({
      ...{ id, filename: `${id}.jsonl`, bytes: 1_500 },
      embedded: FileObject.parse(file(id)),
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
      suffixName: 'suffix',
      error: null,
      hyperparameters: snake.hyperparams,
      method: null,
      trainingFiles: [embedded('file-train')],
      validationFiles: [],
      resultFiles: [embedded('file-result')],
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

  it('needs no more than an id', () => {
    const job = FineTuningJob.parse({ id: 'ftjob-bare' });
    assert.deepEqual(
      [job.status, job.createdAt, job.model, job.error, job.seed, job.hyperparameters, job.trainingFiles],
      ['', null, null, null, null, {}, []],
    );
  });

  it('without id cannot be read, and says so', () => {
    const result = FineTuningJob.safeParse({ ...wire, id: undefined });
    assert.equal(result.success, false);
    assert.deepEqual(result.error.issues[0]?.path, ['id']);
  });

  for (const wrong of [null, 7, 'text', [], true]) {
    it(`is not ${JSON.stringify(wrong)}`, () => {
      assert.equal(FineTuningJob.safeParse(wrong).success, false);
    });
  }

  it('loses a field of a wrong type, not itself', () => {
    const wrong = Object.fromEntries(
      Object.keys(full)
        .filter((key) => !(key in wire))
        .map((key) => [key, key === 'error' ? 5 : [[5]]]),
    );
    assert.deepEqual(read(wrong), {
      ...FineTuningJob.parse(wire),
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

  it('has no suffix that only its fine-tuned model tells: its name would change at the end', () => {
    assert.equal(read({ fine_tuned_model: 'ft:gpt-4o-mini:acme:support:abc' }).suffix, null);
  });

  it('keeps metadata as strings, whatever came', () => {
    assert.deepEqual(read({ metadata: { a: 'x', b: 1, c: null, d: { e: 1 } } }).metadata, {
      a: 'x',
      b: '1',
      c: 'null',
      d: '{"e":1}',
    });
  });

  it('keeps a status that nobody knows verbatim', () => {
    assert.equal(read({ status: 'Dreaming-of_Sheep' }).status, 'Dreaming-of_Sheep');
  });
});
