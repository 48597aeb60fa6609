import assert from 'node:assert/strict';
import type { FromPage } from '../../../src/shared/protocol';
import { isOwnMessage } from '../../../src/views/ownMessages';
import { jobFromWire } from '../../support/jobs';

const job = jobFromWire({
  id: 'ftjob-1',
  training_file: 'file-t',
  result_files: ['file-r'],
  fine_tuned_model: 'ft:own',
});
const checkpoint = {
  ...{ id: 'c', createdAt: null, model: 'ft:own:ckpt', startFrom: 'ft:own:ckpt', files: ['file-weights'] },
  ...{ step: 1, metrics: {}, jobId: null },
};
const jobs = [{ key: 'Work/ftjob-1', details: { job, checkpoints: [checkpoint] } }];
const key = 'Work/ftjob-1';

const own: readonly FromPage[] = [
  { type: 'ready' },
  { type: 'action', job: key, action: 'cancel' },
  { type: 'openFile', job: key, fileId: 'file-t' },
  { type: 'openFile', job: key, fileId: 'file-r' },
  { type: 'saveFile', job: key, fileId: 'file-t' },
  { type: 'preview', job: key, fileId: 'file-r' },
  { type: 'createFrom', job: key, checkpoint: 'ft:own' },
  { type: 'createFrom', job: key, checkpoint: 'ft:own:ckpt' },
  { type: 'saveWeights', job: key, fileIds: ['file-weights'], name: 'step-1' },
  { type: 'deploy', job: key, checkpoint: 'c' },
  { type: 'olderEvents', job: key },
  { type: 'copy', text: 'x', what: 'x' },
];

const foreign: readonly FromPage[] = [
  { type: 'action', job: 'Work/ftjob-2', action: 'cancel' },
  { type: 'action', job: 'Other/ftjob-1', action: 'delete' },
  { type: 'openJob', job: 'Work/ftjob-2' },
  { type: 'raw', job: 'Work/ftjob-2', part: 'events' },
  { type: 'openFile', job: key, fileId: 'file-other' },
  { type: 'saveFile', job: key, fileId: 'file-other' },
  { type: 'preview', job: key, fileId: 'file-other' },
  { type: 'validateFile', job: key, fileId: 'file-other' },
  { type: 'fixAndClone', job: key, fileId: 'file-other' },
  { type: 'createFrom', job: key, checkpoint: 'ft:other' },
  { type: 'saveWeights', job: key, fileIds: ['file-weights', 'file-other'], name: 'step-1' },
  { type: 'deploy', job: key, checkpoint: 'ft:own:ckpt' },
  { type: 'copy', text: 'x'.repeat(64 * 1024 * 1024 + 1), what: 'x' },
];

describe('a message of a page', () => {
  for (const message of own) {
    it(`is its own: ${JSON.stringify(message)}`, () => {
      assert.equal(isOwnMessage(message, jobs), true);
    });
  }

  for (const message of foreign) {
    it(`is refused: ${JSON.stringify(message).slice(0, 80)}`, () => {
      assert.equal(isOwnMessage(message, jobs), false);
    });
  }
});
