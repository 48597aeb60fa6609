import assert from 'node:assert/strict';
import manifest from '../../../package.json';
import { allCapabilities, type Capabilities } from '../../../src/api/dialects/dialect';
import { type ActionId, actionIds, actionsOf, commandOf, isOffered } from '../../../src/shared/actions';

const job = (status: string) => ({ status, fineTunedModel: null, hasResultFile: false });
const done = { status: 'succeeded', fineTunedModel: 'ft:m', hasResultFile: true };
const allowed = (status: string) => actionsOf(job(status), allCapabilities).map(({ id }) => id);
const always: ActionId[] = [
  'clone',
  'runElsewhere',
  'saveJobFile',
  'compare',
  'star',
  'rename',
  'editNote',
  'hide',
  'showJson',
  'refresh',
];

describe('the actions of a job', () => {
  it('are those that its status allows', () => {
    assert.deepEqual(allowed('running'), ['cancel', 'pause', ...always]);
    assert.deepEqual(allowed('queued'), ['cancel', 'pause', ...always]);
    assert.deepEqual(allowed('validating'), ['cancel', ...always]);
    assert.deepEqual(allowed('validated'), ['cancel', 'start', ...always]);
    assert.deepEqual(allowed('paused'), ['cancel', 'resume', ...always]);
    assert.deepEqual(allowed('cancelling'), always);
    assert.deepEqual(allowed('dreaming'), ['cancel', ...always]);
    assert.deepEqual(allowed('JOB_STATE_DELETING'), always);
    assert.deepEqual(allowed('JOB_STATE_DELETING_CLEANING_UP'), always);
    assert.deepEqual(allowed('failed'), [
      'downloadWeights',
      ...always.slice(0, -2),
      'delete',
      'showJson',
      'refresh',
    ]);
  });

  it('are the opposite for a job that is starred or hidden already', () => {
    const mark = { isStarred: true, isHidden: true, name: null, note: null };
    const ids = actionsOf({ ...job('running'), mark }, allCapabilities).map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id) => /star|hide/.test(id)),
      ['unstar', 'unhide'],
    );
  });

  it('need what the job has to have', () => {
    const ids = actionsOf(done, allCapabilities).map(({ id }) => id);
    assert.deepEqual(ids.slice(0, 4), ['tryModel', 'openResultFile', 'saveResultFile', 'downloadWeights']);
  });

  it('try a model where there is one, be it a checkpoint', () => {
    const canTry = (more: object) => isOffered('tryModel', { ...job('running'), ...more }, allCapabilities);
    assert.equal(canTry({}), false);
    assert.equal(canTry({ hasCheckpoint: true }), true);
    assert.equal(canTry({ fineTunedModel: 'ft:m' }), true);
  });

  it('deploy a checkpoint where that is done at all, once there may be one', () => {
    const can: Capabilities = { ...allCapabilities, deploy: true };
    const states = ['queued', 'validating_files', 'running', 'succeeded', 'failed'];
    assert.deepEqual(
      states.map((status) => isOffered('deployCheckpoint', job(status), can)),
      [false, false, true, true, true],
    );
    assert.equal(isOffered('deployCheckpoint', job('succeeded'), allCapabilities), false);
  });

  it('say why the provider cannot do them', () => {
    const can: Capabilities = { ...allCapabilities, pause: 'Nobody pauses here.' };
    const pause = actionsOf(job('running'), can).find(({ id }) => id === 'pause');
    assert.deepEqual(pause, { id: 'pause', reason: 'Nobody pauses here.' });
    assert.equal(isOffered('pause', job('running'), can), false);
    assert.equal(isOffered('pause', job('running'), allCapabilities), true);
    assert.equal(isOffered('pause', job('paused'), allCapabilities), false);
  });

  it('make no second one of a job of which no like can be created, and say why', () => {
    const problemWithClone = 'Jobs of the method x cannot be created from here.';
    const reasons = actionsOf({ ...job('failed'), problemWithClone }, allCapabilities)
      .filter(({ reason }) => reason !== null)
      .map(({ id, reason }) => [id, reason]);
    assert.deepEqual(
      reasons,
      ['clone', 'runElsewhere', 'saveJobFile'].map((id) => [id, problemWithClone]),
    );
    assert.equal(isOffered('clone', { ...job('failed'), problemWithClone: null }, allCapabilities), true);
  });

  it('have commands that the manifest contributes, offered in the tree where they are offered at all', () => {
    const commands = manifest.contributes.commands.map(({ command }) => command);
    const menus = manifest.contributes.menus['view/item/context'];
    for (const id of actionIds) {
      const command = commandOf(id);
      if (command === null) continue;
      assert.ok(commands.includes(command), command);
      const whens = menus.filter((item) => item.command === command).map(({ when }) => when);
      assert.ok(whens.length > 0, `the tree does not offer ${id}`);
      for (const when of whens) assert.match(when, new RegExp(`\\\\b\\(?${id}\\b`), `${command}: ${when}`);
    }
  });
});
