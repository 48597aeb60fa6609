import assert from 'node:assert/strict';
import { Format } from '../../../src/shared/format';
import { compareFields, fieldsOf, orderBy } from '../../../src/webview/facts/fields';
import { effectiveHyperparameters } from '../../../src/webview/facts/hyperparameterRows';
import { integrationLink, safeLink } from '../../../src/webview/facts/links';
import { remedyFor } from '../../../src/webview/facts/remedies';
import { winnerOf } from '../../../src/webview/facts/winner';
import { toMessage } from '../../../src/webview/state/messages';
import { recordOf } from '../../support/curves';
import { bareJob, events, runEvents, runningSnapshot, show } from '../../support/snapshots';

describe('effectiveHyperparameters', () => {
  const rows = (
    hyperparameters: Record<string, string | number>,
    repeated: Record<string, string | number> | null,
    requested: Record<string, string | number> | null = null,
  ) =>
    effectiveHyperparameters(
      {
        ...bareJob('a', 'running'),
        hyperparameters,
        method: repeated === null ? null : { type: 'supervised', hyperparameters: repeated, grader: null },
      },
      requested,
    ).map((row) => `${row.label}: ${row.requested ?? '?'} → ${row.effective ?? '?'}`);

  it('are what was requested and what is used, as far as it is known', () => {
    assert.deepEqual(
      rows({ n_epochs: 3, batch_size: 8 }, { n_epochs: 'auto', learning_rate_multiplier: 2 }),
      ['Epochs: auto → 3', 'Batch size: ? → 8', 'Learning rate multiplier: 2 → 2'],
    );
    assert.deepEqual(rows({ n_epochs: 'auto', lora_rank: 16 }, null), [
      'Epochs: auto → ?',
      'LoRA rank: ? → 16',
    ]);
    assert.deepEqual(rows({}, null), []);
  });

  it('do not take for a request what the provider put in the place of auto', () => {
    const chosen = { n_epochs: 3, batch_size: 8 };
    assert.deepEqual(rows(chosen, chosen), ['Epochs: ? → 3', 'Batch size: ? → 8']);
    assert.deepEqual(rows(chosen, chosen, { n_epochs: 3 }), ['Epochs: 3 → 3', 'Batch size: auto → 8']);
  });

  it('take names that objects have of themselves', () => {
    assert.deepEqual(rows({ constructor: 1 }, null, {}), ['Constructor: auto → 1']);
  });
});

describe('links', () => {
  it('are opened over https alone', () => {
    assert.equal(
      safeLink('https://platform.openai.com/finetune/x'),
      'https://platform.openai.com/finetune/x',
    );
    for (const url of [
      'http://a.b',
      'javascript:alert(1)',
      'command:x',
      'https://user:pass@a.b',
      'vscode://x',
      '//a.b',
      '',
      null,
    ]) {
      assert.equal(safeLink(url), null, String(url));
    }
  });

  it('to Weights & Biases cannot leave it', () => {
    const wandb = { type: 'wandb', project: 'p/../x y', name: null, entity: '..', tags: [] };
    const link = integrationLink({ ...wandb, entity: 'acme' });
    assert.equal(link, 'https://wandb.ai/acme/p%2F..%2Fx%20y');
    assert.equal(integrationLink({ ...wandb, entity: null }), null);
    assert.equal(integrationLink({ ...wandb, type: 'mlflow' }), null);
    const named = { ...wandb, type: 'experiment', url: 'https://x.example/a' };
    assert.equal(integrationLink(named), 'https://x.example/a');
    assert.equal(integrationLink({ ...named, url: 'javascript:alert(1)' }), null);
    assert.ok(integrationLink(wandb)?.startsWith('https://wandb.ai/'));
  });
});

describe('remedyFor', () => {
  const advice = (message: string, code: string | null = null) => remedyFor({ code, message });

  it('knows a machine with too little memory', () => {
    for (const message of ['CUDA out of memory. Tried to allocate 2.00 GiB', 'pod failed: OOMKilled'])
      assert.match(advice(message) ?? '', /too little memory.*smaller batch size/);
  });

  it('knows what to do about known errors', () => {
    assert.match(
      advice('Line 12: message 2 has no "role".', 'invalid_training_file') ?? '',
      /Validate it, fix/,
    );
    assert.match(
      advice('Training file has 3 examples, but must have at least 10 examples', 'invalid_n_examples') ?? '',
      /^The training file has too few examples\. Add/, // how many are wanted differs, and the message says it
    );
    assert.match(
      advice('The trainingType is not supported.') ?? '',
      /Clone this job with another training type/,
    );
    assert.match(advice('You exceeded your current quota', 'insufficient_quota') ?? '', /budget/);
    assert.match(advice('The job failed due to an unsafe training file: moderation') ?? '', /safety check/);
    assert.match(advice('Something broke', 'server_error') ?? '', /The provider failed/);
    assert.match(advice("The 'trainingType' must be one of …") ?? '', /training type/);
  });

  it('says nothing about what it does not know', () =>
    assert.equal(advice('Frobnication exhausted', 'frob'), null));
});

describe('toMessage', () => {
  it('takes the extension’s messages and nothing else', () => {
    const snapshot = runningSnapshot();
    assert.ok(toMessage(show(snapshot)));
    assert.ok(toMessage(events(snapshot.key, runEvents(2))));
    for (const data of [
      null,
      'x',
      {},
      { type: 'show', view: 'job', jobs: [{ ...snapshot, job: null }], now: 1, locale: 'en' },
      { type: 'results', job: 'a' },
    ]) {
      assert.equal(toMessage(data), null);
    }
  });
});

describe('compareFields', () => {
  it('parts what differs from what does not, and leaves out what nobody reports', () => {
    const field = (label: string, text: string) => ({ label, apiName: label, text });
    const a = [field('Model', 'm'), field('Seed', '1'), field('Price', '')];
    const b = [field('Model', 'm'), field('Seed', '2'), field('Price', ''), field('Metadata x', 'y')];
    const { differing, same } = compareFields([a, b]);
    assert.deepEqual(
      differing.map(({ label, texts }) => [label, ...texts]),
      [
        ['Seed', '1', '2'],
        ['Metadata x', '', 'y'],
      ],
    );
    assert.deepEqual(
      same.map(({ label, texts }) => [label, ...texts]),
      [['Model', 'm', 'm']],
    );
  });

  it('has what came of the jobs first, and no difference in what each has for itself', () => {
    const fields = (id: string, loss: number, seed: string) => [
      { label: 'Seed', apiName: 'seed', text: seed },
      { label: 'Loss', apiName: 'loss', text: String(loss), value: loss, kind: 'result' as const },
      { label: 'Id', apiName: 'id', text: id, kind: 'identity' as const },
    ];
    const { differing, same, identities } = compareFields([fields('a', 1, '4'), fields('b', 2, '5')]);
    assert.deepEqual(
      [differing, same, identities].map((all) => all.map(({ label }) => label)),
      [['Loss', 'Seed'], [], ['Id']],
    );
  });

  it('sorts the jobs by a fact, those last that do not report it', () => {
    const field = (texts: readonly string[], values: readonly (number | null)[]) => ({
      ...{ key: 'x', label: 'x', apiName: 'x', texts, values },
    });
    const numbers = field(['9', '', '10', '9'], [9, null, 10, 9]);
    assert.deepEqual(
      [orderBy(numbers, false), orderBy(numbers, true)],
      [
        [0, 3, 2, 1],
        [2, 0, 3, 1],
      ],
    );
    const words = field(['step 10', 'step 9', ''], [null, null, null]);
    assert.deepEqual(orderBy(words, false), [1, 0, 2]);
  });

  it('keeps facts of one label apart: a job has a seed, and may have a hyperparameter of that name', () => {
    const factsWith = (seed: number) => {
      const snapshot = runningSnapshot();
      const job = { ...snapshot.job, seed, hyperparameters: { seed: 'auto' as const } };
      return fieldsOf(recordOf({ ...snapshot, job }), new Format('en'), 0);
    };
    const { differing, same } = compareFields([factsWith(1), factsWith(2)]);
    assert.deepEqual(
      differing.map(({ label, texts }) => [label, ...texts]),
      [['Seed', '1', '2']],
    );
    assert.ok(same.some(({ label, texts }) => label === 'Seed' && texts[0] === 'auto'));
  });

  it('keeps apart what jobs report of their requests, whatever the provider calls it', () => {
    const factsWith = (seed: string) => {
      const snapshot = runningSnapshot();
      const job = { ...snapshot.job, seed: 4, repeated: { seed } };
      return fieldsOf(recordOf({ ...snapshot, job }), new Format('en'), 0);
    };
    const { differing, same } = compareFields([factsWith('a'), factsWith('b')]);
    assert.deepEqual(
      differing.map(({ label, texts }) => [label, ...texts]),
      [['seed', 'a', 'b']],
    );
    assert.ok(same.some(({ label, texts }) => label === 'Seed' && texts[0] === '4'));
  });

  it('calls files by their names, and tells two of one name apart by their ids', () => {
    const factsWith = (id: string, filename: string | null) => {
      const snapshot = runningSnapshot();
      const job = { ...snapshot.job, trainingFiles: [{ id, filename: null, bytes: null }] };
      const file = { id, role: 'training' as const, filename, bytes: 20 };
      return fieldsOf(recordOf({ ...snapshot, job, files: [file] }), new Format('en'), 0);
    };
    const { differing } = compareFields([
      factsWith('file-a', 'train.jsonl'),
      factsWith('file-b', 'train.jsonl'),
      factsWith('train.jsonl', 'train.jsonl'),
      factsWith('file-c', null),
    ]);
    assert.deepEqual(
      differing.map(({ label, texts }) => [label, ...texts]),
      [['Training file', 'train.jsonl · file-a', 'train.jsonl · file-b', 'train.jsonl', 'file-c']],
    );
  });
});

describe('winnerOf', () => {
  const record = (key: string, csv: string) =>
    recordOf({ ...runningSnapshot(), key, checkpoints: [] }, `step,${csv}`);
  const winner = (...csvs: readonly string[]) =>
    winnerOf(csvs.map((csv, at) => record(String(at), csv)))?.key ?? null;

  it('is the job whose best validation is the lowest loss, or the highest reward', () => {
    assert.equal(
      winner('valid_loss\n1,3\n2,2\n3,4\n', 'valid_loss\n1,2.5\n2,2.5\n', 'train_loss\n1,0.1\n'),
      '0',
    );
    assert.equal(winner('valid_mean_reward\n1,1\n2,3\n', 'valid_mean_reward\n1,4\n2,2\n'), '1');
  });

  it('is none of what cannot be compared: one alone, equals, other measures, training alone', () => {
    assert.equal(winner('valid_loss\n1,3\n'), null);
    assert.equal(winner('valid_loss\n1,3\n', 'valid_loss\n1,3\n'), null);
    assert.equal(winner('valid_loss\n1,3\n', 'valid_accuracy\n1,0.5\n'), null);
    assert.equal(winner('train_loss\n1,3\n', 'train_loss\n1,2\n'), null);
  });

  it('is none where jobs were trained by different methods', () => {
    const by = (type: string, csv: string) => {
      const { snapshot, ...rest } = record(type, csv);
      return {
        ...rest,
        snapshot: {
          ...snapshot,
          job: { ...snapshot.job, method: { type, hyperparameters: {}, grader: null } },
        },
      };
    };
    const [low, high] = ['valid_loss\n1,2\n', 'valid_loss\n1,3\n'] as const;
    assert.equal(winnerOf([by('dpo', low), by('dpo', high)])?.key, 'dpo');
    assert.equal(winnerOf([by('dpo', low), by('supervised', high)]), null);
  });
});
