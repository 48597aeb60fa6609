import assert from 'node:assert/strict';
import { FileObject } from '../../../src/api/wire/file';
import { filesBefore, isNewer } from '../../../src/commands/trainingFiles/filesBefore';
import { dialects } from '../../support/dialects';

const now = 1_760_000_000;
const fileAt = (id: string, createdAt: number) => FileObject.parse({ id, created_at: createdAt });
const { signal } = new AbortController();

/** A provider with one file, as far as it can be listed. */
function provider(deleteFile: true | string, list: () => Promise<readonly FileObject[]>) {
  const capabilities = { ...dialects.openai.capabilities, deleteFile };
  const source = { capabilities, files: { listUploaded: list } };
  return source as unknown as Parameters<typeof filesBefore>[0]; // no more of it is used
}

describe('the files before an upload', () => {
  it('tell the new one, also from those that lay beyond the first of a list without order', async () => {
    const before = await filesBefore(
      provider(true, () => Promise.resolve([fileAt('file-a', now)])),
      signal,
    );
    assert.ok(before !== null);
    assert.equal(isNewer(fileAt('file-a', now), before), false);
    assert.equal(isNewer(fileAt('file-old', now - 100), before), false);
    assert.equal(isNewer(fileAt('file-new', now), before), true);
  });

  it('are not known where they cannot be listed, and not needed where none can be deleted', async () => {
    const offline = () => Promise.reject(new Error('offline'));
    assert.equal(await filesBefore(provider(true, offline), signal), null);
    const listed = () => Promise.resolve([fileAt('file-a', now)]);
    assert.equal(await filesBefore(provider('It deletes none.', listed), signal), null);
  });
});
