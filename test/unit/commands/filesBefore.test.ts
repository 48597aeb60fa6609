import assert from 'node:assert/strict';
import { FileObject } from '../../../src/api/wire/file';
import { filesBefore, originOf } from '../../../src/commands/trainingFiles/filesBefore';
import { dialects } from '../../support/dialects';

const now = 1_760_000_000;
const fileAt = (id: string, createdAt: number | null) => FileObject.parse({ id, created_at: createdAt });
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
    assert.equal(originOf(fileAt('file-a', now), before), 'earlier');
    assert.equal(originOf(fileAt('file-old', now - 100), before), 'earlier');
    assert.equal(originOf(fileAt('file-new', now), before), 'deletable');
  });

  it('make none deletable that the provider knew, or of which nobody knows when it came', () => {
    const before = { ids: new Set<string>(), newest: now };
    assert.equal(originOf({ ...fileAt('file-known', now), wasThere: true }, before), 'earlier');
    assert.equal(originOf(fileAt('file-undated', null), before), 'new');
    assert.equal(originOf(fileAt('file-new', now), null), 'new');
  });

  it('are not known where they cannot be listed, and not needed where none can be deleted', async () => {
    const offline = () => Promise.reject(new Error('offline'));
    assert.equal(await filesBefore(provider(true, offline), signal), null);
    const listed = () => Promise.resolve([fileAt('file-a', now)]);
    assert.equal(await filesBefore(provider('It deletes none.', listed), signal), null);
  });
});
