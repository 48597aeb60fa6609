import assert from 'node:assert/strict';
import { FileObject } from '../../../src/api/wire/file';
import { deleteLost, filesBefore, isNewer } from '../../../src/commands/trainingFiles/lostUpload';
import { dialects } from '../../support/dialects';
import { instantRetries } from '../../support/testClient';

const now = 1_760_000_000;
const fileAt = (id: string, createdAt: number, fields: Record<string, unknown> = {}) =>
  FileObject.parse({ id, created_at: createdAt, filename: 'bot.jsonl', bytes: 90, ...fields });

/** A provider whose list is each of these, one look after the other; the last one stays. */
function provider(...lists: (readonly FileObject[] | Error)[]) {
  const deleted: string[] = [];
  let look = 0;
  const files = {
    listUploaded: () => {
      const list = lists[Math.min(look++, lists.length - 1)] ?? [];
      return list instanceof Error ? Promise.reject(list) : Promise.resolve(list);
    },
    delete: (id: string) => {
      deleted.push(id);
      return Promise.resolve();
    },
  };
  const source = { capabilities: dialects.openai.capabilities, files };
  return { source: source as unknown as Parameters<typeof filesBefore>[0], deleted }; // no more of it is used
}

const old = fileAt('file-old', now - 100);
const { signal } = new AbortController();

/** Whether it is said to be deleted, and what was. */
async function lose(...lists: (readonly FileObject[] | Error)[]) {
  const { source, deleted } = provider(...lists);
  const before = await filesBefore(source, signal);
  const lost = { filename: 'bot.jsonl', size: 90, before };
  const isDeleted = await deleteLost(source, lost, instantRetries(), () => undefined);
  return { isDeleted, deleted };
}

describe('a file that was sent, and not confirmed', () => {
  it('is deleted where it arrived', async () => {
    const outcome = await lose([old], [fileAt('file-new', now), old]);
    assert.deepEqual(outcome, { isDeleted: true, deleted: ['file-new'] });
  });

  it('is deleted where it is listed a little later', async () => {
    const outcome = await lose([old], [old], [old], [fileAt('file-new', now), old]);
    assert.deepEqual(outcome, { isDeleted: true, deleted: ['file-new'] });
  });

  const others: readonly (readonly [string, ...(readonly FileObject[] | Error)[]])[] = [
    ['one that was there before', [old], [old]],
    ['one of another size', [old], [fileAt('file-new', now, { bytes: 91 })]],
    ['one of another name', [old], [fileAt('file-new', now, { filename: 'other.jsonl' })]],
    ['one of which it is not known when it came', [old], [fileAt('file-new', now, { created_at: null })]],
    ['either of two', [old], [fileAt('file-1', now), fileAt('file-2', now)]],
    ['any where they cannot be listed', [old], new Error('offline')],
    ['any where they could not be listed before', new Error('offline'), [fileAt('file-new', now)]],
  ];
  for (const [what, ...lists] of others)
    it(`does not cost ${what}, and may be there`, async () => {
      assert.deepEqual(await lose(...lists), { isDeleted: false, deleted: [] });
    });

  it('is none that lay beyond the first files of a list without order', () => {
    const before = { ids: new Set(['file-a']), newest: now };
    assert.equal(isNewer(old, before), false);
    assert.equal(isNewer(fileAt('file-a', now), before), false);
    assert.equal(isNewer(fileAt('file-new', now), before), true);
  });

  it('is not looked for where files cannot be deleted', async () => {
    const { source } = provider([old]);
    const capabilities = { ...source.capabilities, deleteFile: 'It deletes none.' };
    assert.equal(await filesBefore({ ...source, capabilities }, signal), null);
  });
});
