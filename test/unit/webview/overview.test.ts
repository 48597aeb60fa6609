import assert from 'node:assert/strict';
import { MetricsCollector } from '../../../src/metrics/collector';
import { parseResultCsv } from '../../../src/metrics/resultCsv';
import { Format } from '../../../src/shared/format';
import type { JobSnapshot } from '../../../src/shared/protocol';
import { type Milestone, milestonesOf, shortened } from '../../../src/webview/facts/milestones';
import { tilesOf } from '../../../src/webview/facts/tiles';
import { EventList } from '../../../src/webview/state/eventList';
import { curvesOf, recordOf } from '../../support/curves';
import {
  bareSnapshot,
  createdTime,
  runEvents,
  runningSnapshot,
  succeededSnapshot,
} from '../../support/snapshots';

const format = new Format('en');

describe('tilesOf', () => {
  const tiles = (snapshot: JobSnapshot, csv: string | null = null, now = createdTime + 500) =>
    tilesOf(recordOf(snapshot, csv), format, now).map(({ label, value, note, best }) =>
      [label, value, note, best].filter((part) => part !== null && part !== '').join(' | '),
    );
  const timeline = [
    { milestone: 'created', at: createdTime, sincePrevious: null },
    { milestone: 'started', at: createdTime + 60, sincePrevious: 60 },
  ] as const;

  it('are last and best of what decides, each with its step', () => {
    const csv = 'step,train_loss,valid_loss,train_accuracy\n1,3,2.5,0.1\n2,1,2,0.3\n3,2,1.5,0.2\n';
    assert.deepEqual(tiles({ ...runningSnapshot(), checkpoints: [] }, csv), [
      'Training loss | 2.0000 | step 3 | best 1.0000 at step 2',
      'Validation loss | 1.5000 | step 3',
      'Training accuracy | 0.2000 | step 3 | best 0.3000 at step 2',
    ]);
  });

  it('keep room for the best of what is measured, and only there', () => {
    const all = tilesOf(recordOf(succeededSnapshot(), 'step,train_loss\n1,3\n2,1\n'), format, 0);
    const bests = new Map(all.map(({ label, best }) => [label, best]));
    assert.deepEqual([bests.get('Training loss'), bests.get('Trained tokens')], ['', null]);
  });

  it('of reinforcement are rewards, and not the loss', () => {
    const csv = 'step,train_loss,train_mean_reward,valid_mean_reward\n1,0.1,0.2,0.4\n2,0,0.3,0.3\n';
    assert.deepEqual(tiles({ ...runningSnapshot(), checkpoints: [] }, csv), [
      'Training reward | 0.3000 | step 2',
      'Validation reward | 0.3000 | step 2 | best 0.4000 at step 1',
    ]);
  });

  it('prefer the whole validation set where it was measured more than once', () => {
    const csv = 'step,valid_loss,full_valid_loss\n1,2,3\n2,1,2\n3,1,\n';
    assert.deepEqual(tiles({ ...runningSnapshot(), checkpoints: [] }, csv), [
      'Full validation loss | 2.0000 | step 2',
    ]);
  });

  it('say of times that they may change while events are on their way', () => {
    const loading = { ...runningSnapshot(), checkpoints: [], isSettled: false };
    assert.deepEqual(tiles({ ...loading, timeline }), ['Training for | 7m 20s | so far']);
    const isDone = { ...succeededSnapshot().job, trainedTokens: null, price: null };
    assert.deepEqual(tiles({ ...loading, job: isDone, timeline }), ['Waited | 1m | Loading…']);
    assert.deepEqual(tiles({ ...loading, timeline, isSettled: true }), [
      'Training for | 7m 20s | after a wait of 1m',
    ]);
  });

  it('are tokens, times and the price, as far as they are known', () => {
    const done = { ...succeededSnapshot(), checkpoints: [] };
    const ended = [
      ...timeline,
      { milestone: 'finished', at: createdTime + 360, sincePrevious: 300 } as const,
    ];
    assert.deepEqual(tiles({ ...done, timeline: ended }), [
      'Trained tokens | 1.23M',
      'Trained for | 5m | after a wait of 1m',
      'Price | $3.70',
    ]);
    assert.equal(tilesOf(recordOf(done), format, 0)[0]?.detail, '1,234,567');
    assert.deepEqual(tiles({ ...bareSnapshot('a', 'running'), timeline }), [
      'Training for | 7m 20s | after a wait of 1m',
    ]);
    assert.deepEqual(tiles(bareSnapshot()), []);
  });

  it('are expected ones before the job begins', () => {
    const ready = bareSnapshot('a', 'VALIDATED');
    const job = { ...ready.job, trainedTokens: 1_310_720, price: 2.62 };
    assert.deepEqual(tiles({ ...ready, job }), [
      'Trained tokens | 1.31M | expected',
      'Price | $2.62 | expected',
    ]);
    const running = { ...job, status: 'RUNNING' };
    assert.deepEqual(tiles({ ...ready, job: running }), ['Trained tokens | 1.31M', 'Price | $2.62']);
    assert.deepEqual(tiles({ ...ready, job: { ...running, isPriceEstimated: true } }), [
      'Trained tokens | 1.31M',
      'Price | $2.62 | estimate',
    ]);
  });

  it('keep a value that is no number', () => {
    assert.deepEqual(tiles({ ...runningSnapshot(), checkpoints: [] }, 'step,train_loss\n1,2\n2,nan\n'), [
      'Training loss | NaN | step 2 | best 2.0000 at step 1',
    ]);
  });
});

describe('milestonesOf', () => {
  const milestones = (snapshot: JobSnapshot, steps: number) => {
    const metrics = new MetricsCollector();
    metrics.addEvents(runEvents(steps));
    metrics.setCheckpoints(snapshot.checkpoints);
    return milestonesOf(
      {
        snapshot,
        log: new EventList(),
        curves: curvesOf(snapshot, metrics),
        raw: new Map(),
        previews: new Map(),
      },
      format,
    );
  };
  const texts = (all: readonly Milestone[]) =>
    all.map(
      ({ title, at, note }) =>
        `${at === null ? '?' : at - createdTime}: ${title}${note === null ? '' : ` (${note})`}`,
    );

  it('are turns, epochs, checkpoints and the best step, by time', () => {
    const snapshot: JobSnapshot = {
      ...runningSnapshot(),
      timeline: [
        { milestone: 'created', at: createdTime, sincePrevious: null },
        { milestone: 'started', at: createdTime + 98, sincePrevious: 98 },
        { milestone: 'firstStep', at: createdTime + 98.5, sincePrevious: 0.5 },
      ],
    };
    assert.deepEqual(texts(milestones(snapshot, 380)), [
      '0: Created',
      '98: Training started (after 1m 38s)',
      '98.5: First step',
      '420: End of epoch 1, checkpoint at step 300 (loss 0.9839, validation 1.1936)',
      '500: Best step: 380 (lowest validation loss 1.0504)',
    ]);
  });

  it('end with how the job ended, also where the clocks differ', () => {
    const finished = createdTime + 300;
    for (const [status, word] of [
      ['succeeded', 'Succeeded'],
      ['failed', 'Failed'],
      ['cancelled', 'Cancelled'],
    ] as const) {
      const base = { ...succeededSnapshot(), checkpoints: [] };
      const all = milestones(
        {
          ...base,
          job: { ...base.job, status, finishedAt: finished },
          timeline: [{ milestone: 'finished', at: finished, sincePrevious: null }],
        },
        900,
      );
      assert.equal(all.at(-1)?.title, word);
    }
  });

  it('are in order where all of them happened within one second', () => {
    const base = succeededSnapshot();
    const at = createdTime;
    const snapshot: JobSnapshot = {
      ...base,
      job: { ...base.job, finishedAt: at },
      checkpoints: base.checkpoints.map((each) => ({ ...each, createdAt: at })),
      timeline: [
        { milestone: 'created', at, sincePrevious: null },
        { milestone: 'finished', at, sincePrevious: 0 },
      ],
    };
    const all = milestonesOf(recordOf(snapshot, 'step,train_loss\n1,2\n900,1\n'), format);
    assert.deepEqual(
      all.map(({ title }) => title),
      [
        'Created',
        'End of epoch 1, checkpoint at step 300',
        'End of epoch 2, checkpoint at step 600',
        'End of epoch 3, checkpoint at step 900',
        'Best step: 900',
        'Succeeded',
      ],
    );
  });

  it('have no time where nobody says', () => {
    const snapshot = { ...succeededSnapshot(), checkpoints: [] };
    const csv = 'step,train_loss,valid_loss\n1,2,2\n2,1,1\n3,2,2\n';
    const all = milestonesOf(recordOf(snapshot, csv), format);
    assert.deepEqual(texts(all), [
      '?: End of epoch 1 (loss 2.0000, validation 2.0000)',
      '?: End of epoch 2 (loss 1.0000, validation 1.0000)',
      '?: Best step: 2 (lowest validation loss 1.0000)',
      '?: End of epoch 3 (loss 2.0000, validation 2.0000)',
    ]);
  });

  it('have no loss of another time', () => {
    const snapshot = { ...succeededSnapshot(), checkpoints: [] };
    const all = milestonesOf(
      recordOf(snapshot, 'step,train_loss\n10,0.2\n20,0.1\n21,0.1\n90,0.05\n'),
      format,
    );
    assert.deepEqual(
      all.filter(({ kind }) => kind === 'epoch').map(({ step, note }) => [step, note]),
      [
        [30, null],
        [60, null],
        [90, 'loss 0.0500'],
      ],
    );
  });

  it('have no time before the first report of a step that is here: it would be before the job', () => {
    const done = { ...succeededSnapshot(), checkpoints: [], isSettled: false };
    const metrics = new MetricsCollector();
    metrics.setTable('file', parseResultCsv('step,train_loss,valid_loss\n1,2,2\n100,1,0.001\n900,3,3\n'));
    metrics.addEvents(runEvents(900).filter(({ createdAt }) => (createdAt ?? 0) > createdTime + 900));
    const all = milestonesOf({ ...recordOf(done), curves: curvesOf(done, metrics) }, format);
    assert.equal(all.find(({ kind }) => kind === 'best')?.at, null);
    assert.notEqual(all.findLast(({ kind }) => kind === 'epoch')?.at, null);
  });

  it('are shortened to the turns, the best and the last, and how many are left out', () => {
    const some = (kind: Milestone['kind'], count: number) =>
      Array.from({ length: count }, (_, at): Milestone => ({
        kind,
        title: `${kind} ${at}`,
        at,
        note: null,
        step: null,
      }));
    const all = [...some('turn', 5), ...some('epoch', 50), ...some('best', 1)];
    assert.deepEqual(
      shortened(all).map((row) => (typeof row === 'number' ? row : row.title)),
      [
        ...['turn 0', 'turn 1', 'turn 2', 'turn 3', 'turn 4', 44],
        ...['epoch 44', 'epoch 45', 'epoch 46', 'epoch 47', 'epoch 48', 'epoch 49'],
        'best 0',
      ],
    );
    assert.equal(shortened(all.slice(0, 16)).length, 16);
    assert.equal(shortened(all.slice(0, 17)).length, 12 + 1);
  });
});
