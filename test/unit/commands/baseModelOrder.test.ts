import assert from 'node:assert/strict';
import { baseModelChoices } from '../../../src/commands/createJob/baseModelOrder';
import { noModelNames } from '../../../src/jobs/source';
import { Format } from '../../../src/shared/format';

describe('the base models that are offered', () => {
  const now = Date.UTC(2026, 10, 27) / 1000;
  const model = (id: string, trainingEndsAt: number | null = null) => ({ id, trainingEndsAt });
  const toNames = (listed: ReturnType<typeof model>[]) => ({
    ...noModelNames,
    names: listed.map(({ id }) => id),
    trainingEnds: new Map(
      listed.flatMap(({ id, trainingEndsAt: at }) => (at === null ? [] : [[id, at] as const])),
    ),
  });
  const rows = (used: string[], listed: ReturnType<typeof model>[]) =>
    baseModelChoices(used, toNames(listed), now, new Format('en')).map(({ label, description = '' }) => [
      label,
      description,
    ]);

  it('are those used before, then what the server lists, or the known ones of it', () => {
    assert.deepEqual(rows(['own'], [model('b'), model('a')]), [
      ['own', 'used before'],
      ['b', ''],
      ['a', ''],
    ]);
    assert.deepEqual(rows([], [model('whisper'), model('gpt-4o-mini-2024-07-18')]), [
      ['gpt-4o-mini-2024-07-18', ''],
    ]);
  });

  it('say until when they can be fine-tuned, once that is near; what has ended comes last', () => {
    const ended = model('old', Date.UTC(2026, 9, 1, 12) / 1000);
    const near = model('near', Date.UTC(2026, 11, 1, 12) / 1000);
    const far = model('far', Date.UTC(2027, 11, 1) / 1000);
    assert.deepEqual(rows(['old'], [ended, near, far]), [
      ['near', 'can be fine-tuned until Tue, Dec 1, 2026'],
      ['far', ''],
      ['old', 'used before · fine-tuning ended on Thu, Oct 1, 2026'],
    ]);
  });
});
