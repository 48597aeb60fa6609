import assert from 'node:assert/strict';
import { ApprovedFiles } from '../../../src/commands/trainingFiles/approvedFiles';

describe('the files that may be uploaded', () => {
  it('are as they were when they were checked', () => {
    const approved = new ApprovedFiles();
    approved.approve('file:///w/train.jsonl', '1 100');
    assert.doesNotThrow(() => {
      approved.assertSame('file:///w/train.jsonl', '1 100', 'train.jsonl');
    });
    assert.throws(() => {
      approved.assertSame('file:///w/train.jsonl', '2 100', 'train.jsonl');
    }, /^Error: train\.jsonl was changed after it was checked$/);
  });

  it('may be changed before they are checked again', () => {
    const approved = new ApprovedFiles();
    approved.approve('file:///w/train.jsonl', '1 100');
    approved.approve('file:///w/train.jsonl', '2 120');
    assert.doesNotThrow(() => {
      approved.assertSame('file:///w/train.jsonl', '2 120', 'train.jsonl');
    });
  });
});
