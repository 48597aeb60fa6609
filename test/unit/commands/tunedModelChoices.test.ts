import assert from 'node:assert/strict';
import { Checkpoint } from '../../../src/api/wire/checkpoint';
import { standingOf } from '../../../src/commands/createJob/modelStanding';
import { type KnownTuned, tunedModelChoices } from '../../../src/commands/createJob/tunedModelChoices';
import { type ModelNames, noModelNames } from '../../../src/jobs/source';
import { summarize } from '../../../src/jobs/summary';
import { Format } from '../../../src/shared/format';
import { jobFromWire } from '../../support/jobs';

const now = Date.UTC(2026, 10, 27) / 1000;
const day = 86_400;
const format = new Format('en');
const ended = Date.UTC(2026, 9, 1, 12) / 1000;

describe('the fine-tuned models that a new job can go on from', () => {
  const checkpoint = (model: string, step_number: number) =>
    Checkpoint.parse({ id: model, fine_tuned_model_checkpoint: model, step_number });
  const newer = summarize(
    jobFromWire({ id: 'ftjob-2', status: 'succeeded', fine_tuned_model: 'ft:2', suffix: 'bot' }),
  );
  const older = summarize(jobFromWire({ id: 'ftjob-1', status: 'cancelled', suffix: 'first' }));
  const rows = (change: Partial<KnownTuned>) =>
    tunedModelChoices(
      { jobs: [newer, older], checkpoints: new Map(), models: noModelNames, deleted: new Set(), ...change },
      now,
      format,
    ).map(({ value, description }) => [value, description ?? '']);

  it('are those of the newest job first, with its checkpoints, then those that are listed beside them', () => {
    const checkpoints = new Map([
      ['ftjob-1', [checkpoint('ft:1:ckpt-step-10', 10)]],
      ['ftjob-2', [checkpoint('ft:2', 40), checkpoint('ft:2:ckpt-step-20', 20)]],
    ]);
    const models = { ...noModelNames, fineTuned: new Set(['ft:2', 'ft:elsewhere']) };
    assert.deepEqual(rows({ checkpoints, models }), [
      ['ft:2', 'bot'],
      ['ft:2:ckpt-step-20', 'bot, step 20'],
      ['ft:1:ckpt-step-10', 'first, step 10'],
      ['ft:elsewhere', ''],
    ]);
  });

  it('are without what was deleted, and what cannot be trained or no longer', () => {
    const models = {
      ...noModelNames,
      fineTuned: new Set(['ft:2', 'ft:closed', 'ft:ended', 'ft:near']),
      untrainable: new Set(['ft:closed']),
      trainingEnds: new Map([
        ['ft:ended', ended],
        ['ft:near', now + day],
      ]),
    };
    assert.deepEqual(rows({ models, deleted: new Set(['ft:2']) }), [
      ['ft:near', 'can be fine-tuned until Sat, Nov 28, 2026'],
    ]);
  });
});

describe('what is announced of a model', () => {
  const said = (change: Partial<ModelNames>) => standingOf('m', { ...noModelNames, ...change }, now, format);

  it('is nothing where the list says nothing', () => {
    assert.equal(said({}), null);
  });

  it('is a problem once it has ended, or is about to', () => {
    assert.deepEqual(said({ trainingEnds: new Map([['m', ended]]) }), {
      ...{ text: 'It can no longer be fine-tuned since Thu, Oct 1, 2026.', isProblem: true },
    });
    assert.deepEqual(said({ trainingEnds: new Map([['m', now + 400 * day]]) }), {
      ...{ text: 'Fine-tuning with it ends on Sat, Jan 1, 2028.', isProblem: false },
    });
    assert.deepEqual(said({ shutdowns: new Map([['m', now + 10 * day]]) }), {
      ...{ text: 'It shuts down on Mon, Dec 7, 2026.', isProblem: true },
    });
    assert.deepEqual(said({ untrainable: new Set(['m']) }), {
      ...{ text: 'The provider’s list says that it cannot be fine-tuned.', isProblem: true },
    });
  });
});
