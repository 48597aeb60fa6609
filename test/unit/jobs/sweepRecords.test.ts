import assert from 'node:assert/strict';
import { SweepRecords } from '../../../src/jobs/sweepRecords';
import { TestTexts } from '../../support/sharedTexts';
import { instantRetries } from '../../support/testClient';
import type { TestClock } from '../../support/testClock';

const sweep = { mark: '1a2b3c4d', trainingFile: 'file-1', validationFile: null };

describe('the records of sweeps', () => {
  let texts: TestTexts;
  let clock: TestClock;
  let recorded: unknown[];

  const openWindow = () =>
    new SweepRecords(texts, clock, (error) => {
      recorded.push(error);
    });

  beforeEach(() => {
    texts = new TestTexts();
    clock = instantRetries();
    recorded = [];
  });

  it('say after a reload of the window which jobs were created, and with which files', async () => {
    const window = openWindow();
    assert.equal(await window.begin('sweep', sweep), true);
    await window.keep('sweep', sweep.mark, 0, 'ftjob-1');
    await window.keep('sweep', sweep.mark, 11, 'ftjob-2');
    const created = new Map([
      [0, 'ftjob-1'],
      [11, 'ftjob-2'],
    ]);
    assert.deepEqual(await openWindow().find('sweep'), { ...sweep, at: clock.now() / 1000, created });
    assert.equal(await openWindow().find('another sweep'), null);
  });

  it('are begun by one window alone', async () => {
    const begun = await Promise.all([
      openWindow().begin('sweep', sweep),
      openWindow().begin('sweep', { ...sweep, mark: 'other' }),
    ]);
    assert.deepEqual(begun.toSorted(), [false, true]);
  });

  it('end with the sweep, of which nothing is left', async () => {
    const window = openWindow();
    await window.begin('sweep', sweep);
    await window.begin('other', sweep);
    await window.keep('sweep', sweep.mark, 0, 'ftjob-1');
    await window.end('sweep', sweep.mark);
    assert.equal(await window.find('sweep'), null);
    assert.equal(texts.all.size, 1);
  });

  it('are forgotten after a day', async () => {
    await openWindow().begin('sweep', sweep);
    await openWindow().keep('sweep', sweep.mark, 0, 'ftjob-1');
    clock.advance(86_401_000);
    assert.equal(await openWindow().find('sweep'), null);
    assert.equal(texts.all.size, 0);
  });

  it('are tidied away after a day, with those of their jobs, by who looks for another sweep', async () => {
    const window = openWindow();
    await window.begin('old', sweep);
    await window.keep('old', sweep.mark, 0, 'ftjob-1');
    clock.advance(86_401_000);
    await window.begin('new', { ...sweep, mark: 'newer' });
    await window.keep('new', 'newer', 0, 'ftjob-2');
    assert.equal(await openWindow().find('third'), null);
    assert.equal(texts.all.size, 2);
    assert.deepEqual((await openWindow().find('new'))?.created, new Map([[0, 'ftjob-2']]));
  });

  it('say to each window which jobs another one has created since, and whether it has ended them', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await one.begin('sweep', sweep);
    await one.keep('sweep', sweep.mark, 0, 'ftjob-1');
    assert.equal(await other.jobAt('sweep', sweep.mark, 0), 'ftjob-1');
    assert.equal(await other.jobAt('sweep', sweep.mark, 1), null);
    assert.equal(await other.isUnderWay('sweep', sweep.mark), true);
    await one.end('sweep', sweep.mark);
    assert.equal(await other.jobAt('sweep', sweep.mark, 0), null);
    assert.equal(await other.isUnderWay('sweep', sweep.mark), false);
  });

  it('of a sweep that was begun again are not ended, and not added to, by who created the one before', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await one.begin('sweep', sweep);
    await other.end('sweep', sweep.mark);
    await other.begin('sweep', { ...sweep, mark: 'again' });
    assert.equal(await one.isUnderWay('sweep', sweep.mark), false);
    await one.keep('sweep', sweep.mark, 0, 'ftjob-1');
    await one.end('sweep', sweep.mark);
    const found = await other.find('sweep');
    assert.deepEqual([found?.mark, found?.created.size], ['again', 0]);
  });

  it('take nothing that no window has written', async () => {
    await openWindow().begin('sweep', sweep);
    const [name = ''] = texts.all.keys();
    for (const other of ['', 'x', '01', '1.0'])
      texts.all.set(`${name}.${sweep.mark}.${other}`, '{"job":"ftjob-9"}');
    texts.all.set(`${name}.${sweep.mark}.3`, '{"job":7}');
    assert.equal((await openWindow().find('sweep'))?.created.size, 0);
    texts.all.set(name, '{"mark":7}');
    assert.equal(await openWindow().find('sweep'), null);
  });

  it('keep no sweep from going on where nothing can be written or read', async () => {
    const fail = () => Promise.reject(new Error('no space left'));
    Object.assign(texts, { add: fail, read: fail, names: fail });
    const window = openWindow();
    assert.equal(await window.find('sweep'), null);
    assert.equal(await window.begin('sweep', sweep), true);
    await window.keep('sweep', sweep.mark, 0, 'ftjob-1');
    assert.equal(await window.isUnderWay('sweep', sweep.mark), true);
    await window.end('sweep', sweep.mark);
    assert.equal(recorded.length, 4);
  });
});
