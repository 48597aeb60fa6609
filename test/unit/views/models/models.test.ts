import assert from 'node:assert/strict';
import { Checkpoint } from '../../../../src/api/wire/checkpoint';
import { Model } from '../../../../src/api/wire/model';
import { summarize } from '../../../../src/jobs/summary';
import { bestMeasured } from '../../../../src/metrics/bestMeasured';
import { Format } from '../../../../src/shared/format';
import { checkpointFacts, checkpointRow } from '../../../../src/views/models/checkpointRow';
import { modelFacts, type ModelInputs, modelRow } from '../../../../src/views/models/modelRow';
import { type KnownModels, partsOf, tunedModels } from '../../../../src/views/models/tunedModels';
import { dialects } from '../../../support/dialects';
import { jobFromWire } from '../../../support/jobs';

const now = 1_800_000_000;
const day = 86_400;
const format = new Format('en');
const { capabilities } = dialects.openai;

const job = (id: string, fields: object = {}) =>
  summarize(
    jobFromWire({
      ...{ id, status: 'succeeded', model: 'gpt-4o-mini-2024-07-18', created_at: now - 4 * day },
      ...{ finished_at: now - 3 * day, fine_tuned_model: `ft:gpt-4o-mini-2024-07-18:acme:faq:${id}` },
      ...fields,
    }),
  );
const listed = (id: string, fields: object = {}) => Model.parse({ id, owned_by: 'org-acme', ...fields });
const models = (known: Partial<KnownModels>) =>
  tunedModels({ jobs: [], listed: [], isListWhole: false, deleted: new Set(), ...known });
const names = (known: Partial<KnownModels>) =>
  models(known).map(({ name }) => name.split(':').slice(4).join(':'));

describe('the models that were trained', () => {
  it('are known by jobs that succeeded, the newest first', () => {
    const jobs = [
      job('a'),
      job('b', { finished_at: now }),
      job('runs', { status: 'running', finished_at: null }),
      job('none', { fine_tuned_model: null }),
    ];
    assert.deepEqual(names({ jobs }), ['b', 'a']);
  });

  it('are known by the list, but for those of the provider', () => {
    const others = [
      Model.parse({ id: 'gpt-4o', owned_by: 'system' }),
      listed('ft:m:acme::x', { created: 7 }),
    ];
    assert.deepEqual(models({ listed: others }), [
      { name: 'ft:m:acme::x', checkpoints: [], job: null, base: 'm', createdAt: 7, shutdownAt: null },
    ]);
  });

  it('take from the list the day of their shutdown', () => {
    const id = 'ft:gpt-4o-mini-2024-07-18:acme:faq:a';
    const [model] = models({ jobs: [job('a')], listed: [listed(id, { shutdown_date: '2027-03-01' })] });
    assert.equal(model?.shutdownAt, Date.UTC(2027, 2, 1) / 1000);
    assert.equal(model.job?.id, 'a');
  });

  it('are gone where the whole list of the account has them not', () => {
    const jobs = [job('a'), job('b')];
    const other = [listed('ft:gpt-4o-mini-2024-07-18:acme:faq:b')];
    assert.deepEqual(names({ jobs, listed: other, isListWhole: true }), ['b']);
    assert.deepEqual(names({ jobs, listed: other }), ['a', 'b']);
    assert.deepEqual(names({ jobs, listed: [], isListWhole: true }), []);
    assert.deepEqual(names({ jobs, listed: [] }), ['a', 'b']);
  });

  it('are gone where they were deleted here', () => {
    const deleted = new Set(['ft:gpt-4o-mini-2024-07-18:acme:faq:a']);
    assert.deepEqual(names({ jobs: [job('a'), job('b')], deleted }), ['b']);
  });

  it('leave out checkpoints that are below their model, and no others', () => {
    const checkpoint = 'ft:gpt-4o-mini-2024-07-18:acme:faq:zzz:ckpt-step-7';
    const all = [listed(checkpoint), listed('ft:gpt-4o-mini-2024-07-18:acme:faq:a')];
    assert.deepEqual(names({ jobs: [job('a')], listed: all }), ['a']);
  });

  describe('of a job without a model', () => {
    const checkpoint = (id: string, step: number, created = now) =>
      listed(`ft:gpt-4o-mini-2024-07-18:acme:faq:${id}:ckpt-step-${String(step)}`, { created });
    const ended = (id: string, fields: object = {}) =>
      job(id, { status: 'cancelled', fine_tuned_model: null, user_provided_suffix: 'faq', ...fields });
    const groups = (known: Partial<KnownModels>) =>
      models(known).map(({ job: of, checkpoints }) => [of?.id ?? null, checkpoints.length]);

    it('are one, for all its checkpoints', () => {
      const all = [checkpoint('x', 10), checkpoint('x', 20), checkpoint('y', 30)];
      assert.deepEqual(groups({ jobs: [ended('a')], listed: all }), [['a', 3]]);
      const deleted = new Set(all.slice(0, 2).map(({ id }) => id));
      assert.deepEqual(groups({ jobs: [ended('a')], listed: all, deleted }), [['a', 1]]);
    });

    it('are of the newest job before it that is called so, or that the list names', () => {
      const jobs = [ended('b', { created_at: now - day }), ended('a')];
      const early = checkpoint('x', 10, now - 2 * day);
      assert.deepEqual(groups({ jobs, listed: [early, checkpoint('y', 10)] }), [
        ['b', 1],
        ['a', 1],
      ]);
      const own = { ...early, jobId: 'b' };
      assert.deepEqual(groups({ jobs, listed: [own] }), [['b', 1]]);
    });

    it('look at few of very many jobs that are called alike', () => {
      let looks = 0;
      const jobs = Array.from({ length: 2_000 }, (_, at) =>
        Object.defineProperty(ended(`j-${String(at)}`), 'createdAt', {
          get: () => {
            looks++;
            return now - at;
          },
        }),
      );
      const all = Array.from({ length: 1_000 }, (_, at) => checkpoint(`x-${String(at)}`, 10, now - 1_990));
      assert.deepEqual(groups({ jobs, listed: all }), [['j-1990', 1_000]]);
      assert.ok(looks < 50_000, String(looks));
    });

    it('are kept apart from those of a later job with one', () => {
      const jobs = [job('b', { created_at: now - day, finished_at: now }), ended('a')];
      const all = [checkpoint('x', 10, now - 2 * day), checkpoint('y', 10)];
      assert.deepEqual(groups({ jobs, listed: all }), [
        ['b', 0],
        ['a', 1],
      ]);
    });

    it('are one by their names where no job is known', () => {
      assert.deepEqual(groups({ listed: [checkpoint('x', 10), checkpoint('y', 20)] }), [[null, 2]]);
    });

    it('say how many there are, and cannot be called', () => {
      const row = (known: Partial<KnownModels>) => {
        const [model] = models(known);
        assert.ok(model);
        const shown = modelRow({ model, measure: null, best: null, capabilities, now, format });
        return [shown.label, shown.description, shown.context];
      };
      const all = [checkpoint('x', 10, now - 3 * day), checkpoint('x', 20, now - 3 * day)];
      assert.deepEqual(row({ jobs: [ended('a')], listed: all }), [
        'faq',
        '2 checkpoints · 3d ago · gpt-4o-mini',
        'checkpoints tryModel showModelJob',
      ]);
      assert.deepEqual(row({ listed: all.slice(1) }), [
        'faq',
        '1 checkpoint · 3d ago · gpt-4o-mini',
        'checkpoints',
      ]);
      assert.deepEqual(row({ listed: [listed('ft:m:acme::x:ckpt-step-7')] }), [
        'm',
        '1 checkpoint',
        'checkpoints',
      ]);
    });
  });

  it('are one where several jobs wrote it', () => {
    const same = { fine_tuned_model: 'accounts/acme/models/faq' };
    const all = models({ jobs: [job('new', same), job('old', same)] });
    assert.deepEqual(
      all.map(({ job: of }) => of?.id),
      ['new'],
    );
  });

  it('say by their name what they are of, if it is of that kind', () => {
    assert.deepEqual(partsOf('ft:m:acme:faq:x'), { base: 'm', suffix: 'faq', id: 'x' });
    assert.deepEqual(partsOf('ft:m:acme::x'), { base: 'm', suffix: null, id: 'x' });
    assert.deepEqual(partsOf('acme/llama:x:y:z'), { base: null, suffix: null, id: null });
  });
});

describe('the row of a model', () => {
  const inputs = (fields: Partial<ModelInputs> = {}): ModelInputs => {
    const [model] = models({ jobs: [job('a')] });
    assert.ok(model);
    return { model, measure: null, best: null, capabilities, now, format, ...fields };
  };
  const shutDown = (days: number) =>
    modelRow(inputs({ model: { ...inputs().model, shutdownAt: now + days * day } }));

  it('is called by its suffix, and says age, loss and base', () => {
    const row = modelRow(inputs({ measure: { value: 0.456, isReward: false } }));
    assert.deepEqual([row.label, row.description], ['faq', '3d ago · loss 0.46 · gpt-4o-mini']);
    assert.equal(row.accessibilityLabel, 'faq, 3d ago, loss 0.46, gpt-4o-mini');
  });

  it('is called by its base and id where it has no suffix, and says the base once', () => {
    const [model] = models({
      listed: [listed('ft:gpt-4o-mini-2024-07-18:acme::x9', { created: now - 3 * day })],
    });
    assert.ok(model);
    const row = modelRow(inputs({ model }));
    assert.deepEqual([row.label, row.description], ['gpt-4o-mini:x9', '3d ago']);
  });

  it('is called by its whole name where nothing else is known', () => {
    const [model] = models({ listed: [listed('davinci:ft-acme-2022')] });
    assert.ok(model);
    assert.equal(modelRow(inputs({ model })).label, 'davinci:ft-acme-2022');
    const [placed] = models({ listed: [listed('accounts/acme/models/faq-2026-01-01')] });
    assert.ok(placed);
    assert.equal(modelRow(inputs({ model: placed })).label, 'faq-2026-01-01');
  });

  it('counts the days to its shutdown from 90 on', () => {
    assert.equal(shutDown(91).icon.id, 'package');
    assert.doesNotMatch(shutDown(91).description, /shut/);
    assert.match(shutDown(90).description, /^shuts down in 90d · /);
    assert.equal(shutDown(12).icon.color, 'list.warningForeground');
    assert.match(shutDown(-2).description, /^shut down 2d ago · /);
  });

  it('has the best loss of its run in the tooltip', () => {
    const best = (isValidation: boolean) =>
      modelFacts(inputs({ best: { value: 0.25, isValidation } })).filter(([name]) => name.startsWith('Best'));
    assert.deepEqual(best(true), [['Best validation loss', '0.2500']]);
    assert.deepEqual(best(false), [['Best training loss', '0.2500']]);
    assert.ok(!modelFacts(inputs()).some(([name]) => name.startsWith('Best')));
  });

  it('has the day of its shutdown in the tooltip, however far', () => {
    const facts = new Map(modelFacts(inputs({ model: { ...inputs().model, shutdownAt: now + 800 * day } })));
    assert.match(facts.get('Shuts down') ?? '', /2029 \(in 2y\)$/);
    assert.match(facts.get('Model') ?? '', /^ft:/);
  });

  it('offers what the provider can do', () => {
    assert.equal(modelRow(inputs()).context, 'model tryModel deleteModel showModelJob');
    const [model] = models({ listed: [listed('ft:m:acme::x')] });
    assert.ok(model);
    const offered = (dialect: 'together' | 'legacy') =>
      modelRow(inputs({ model, capabilities: dialects[dialect].capabilities })).context;
    assert.equal(offered('together'), 'model tryModel');
    assert.equal(offered('legacy'), 'model deleteModel');
  });
});

describe('the row of a checkpoint', () => {
  const checkpoint = Checkpoint.parse({
    ...{ id: 'ftckpt_1', created_at: now - 2 * day, step_number: 976 },
    fine_tuned_model_checkpoint: 'ft:m:acme:faq:x:ckpt-step-976',
    metrics: { step: 976, train_mean_token_accuracy: 0.9, full_valid_loss: 0.5, train_loss: 0.25 },
  });

  it('is called by its step, and says its losses', () => {
    const row = checkpointRow({ checkpoint, isBest: false, hasJob: true, capabilities, now, format });
    assert.deepEqual([row.label, row.description], ['step 976', 'loss 0.25 · validation loss 0.50 · 2d ago']);
    assert.equal(row.context, 'checkpoint callable showModelJob tryModel deleteModel');
    const alone = checkpointRow({ checkpoint, isBest: false, hasJob: false, capabilities, now, format });
    assert.equal(alone.context, 'checkpoint callable tryModel deleteModel');
  });

  it('says which one was validated best, and nothing where only training was measured', () => {
    const best = checkpointRow({ checkpoint, isBest: true, hasJob: true, capabilities, now, format });
    assert.match(best.description, /^best · loss/);
    const measured = (name: string) =>
      [3, 1, 2].map((value, at) =>
        Checkpoint.parse({ id: `step-${String(at)}`, step_number: at + 1, metrics: { [name]: value } }),
      );
    assert.equal(bestMeasured(measured('full_valid_loss')), 'step-1');
    assert.equal(bestMeasured(measured('train_loss')), null);
  });

  it('has every measure in the tooltip', () => {
    assert.deepEqual(
      checkpointFacts({ checkpoint, isBest: false, hasJob: true, capabilities, now, format }).map(
        ([name]) => name,
      ),
      ['Model', 'Training loss', 'Full validation loss', 'Training accuracy', 'Created', 'Id'],
    );
  });

  it('offers nothing where it cannot be called', () => {
    const bare = Checkpoint.parse({ id: 's3://weights/10' });
    const row = checkpointRow({ checkpoint: bare, isBest: false, hasJob: true, capabilities, now, format });
    assert.deepEqual([row.label, row.description, row.context], ['s3://weights/10', '', 'checkpoint']);
  });
});
