import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { discardUploads } from '../../src/commands/createJob/discardUploads';
import { emptyDraft } from '../../src/commands/createJob/draft';
import { OwnUploads } from '../../src/commands/createJob/ownUploads';
import type { JobSource } from '../../src/jobs/source';

const uri = Uri.file('/data/bot.jsonl');

/**
 * What is deleted of these files, and what is left, at a provider that has jobs with some of them: another window has
 * created them since this one has looked.
 *
 * @param look how the look through the jobs ends; `ended`: by another one
 */
async function discard(
  ids: readonly string[],
  used: readonly string[],
  refused: readonly string[] = [],
  look: 'ready' | 'failed' | 'ended' = 'ready',
) {
  const deleted: string[] = [];
  const recorded: unknown[] = [];
  let fetchedAt = 1;
  const source = {
    store: { all: () => (fetchedAt === 1 ? [] : [{ links: { fileIds: used } }]) },
    get fetchedAt() {
      return fetchedAt;
    },
    refreshAgain: () => {
      if (look === 'ready') fetchedAt = 2;
      return Promise.resolve();
    },
    state: { kind: look === 'failed' ? 'failed' : 'ready' },
    files: {
      delete: (id: string) => {
        if (refused.includes(id)) return Promise.reject(new Error(`${id} cannot be deleted`));
        deleted.push(id);
        return Promise.resolve();
      },
    },
  } as unknown as JobSource; // no more of it is used
  const own = new OwnUploads();
  const fileOf = (id: string) => ({ kind: 'uploaded', id, name: id, from: { uri, version: '1' } }) as const;
  for (const id of ids) own.add({ source, file: fileOf(id), isDeletable: id !== 'fixed' });
  const draft = { ...emptyDraft(), trainingFile: fileOf(ids[0] ?? '') };
  const errors = { record: (_: string, error: unknown) => recorded.push(error) };
  const left = await discardUploads({ errors } as unknown as Parameters<typeof discardUploads>[0], own, [
    draft,
  ]);
  return { deleted, kept: left.kept, kind: draft.trainingFile.kind as string, recorded };
}

describe('what was uploaded for a job that is not created', () => {
  it('is deleted, and is a file of this machine again', async () => {
    const outcome = await discard(['file-1', 'file-2'], []);
    assert.deepEqual(outcome, { deleted: ['file-1', 'file-2'], kept: [], kind: 'local', recorded: [] });
  });

  it('stays where a job of another window uses it by now', async () => {
    const outcome = await discard(['file-1', 'file-2'], ['file-1']);
    assert.deepEqual(outcome, { deleted: ['file-2'], kept: [], kind: 'uploaded', recorded: [] });
  });

  for (const look of ['failed', 'ended'] as const)
    it(`stays, and is said to, where the look through the jobs has ${look}`, async () => {
      const { deleted, kept, kind } = await discard(['file-1'], ['file-1'], [], look);
      assert.deepEqual([deleted, kept, kind], [[], ['file-1'], 'uploaded']);
    });

  it('is said to stay where it cannot be deleted', async () => {
    const { deleted, kept, recorded } = await discard(['fixed', 'file-1', 'file-2'], [], ['file-1']);
    assert.deepEqual([deleted, kept], [['file-2'], ['fixed', 'file-1']]);
    assert.match(String(recorded), /file-1 cannot be deleted/);
  });
});
