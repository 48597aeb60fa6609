import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { FileObject } from '../../src/api/wire/file';
import type { App } from '../../src/commands/command';
import { toBeUploaded } from '../../src/commands/createForm/draftAt';
import { emptyDraft } from '../../src/commands/createJob/draft';
import { asItIsNow, toDataFile, versionOf } from '../../src/commands/trainingFiles/dataFile';
import { twinAmong } from '../../src/commands/trainingFiles/localTwin';
import type { JobSource } from '../../src/jobs/source';
import { extension } from './extension';

describe('the file of the workspace that was uploaded', () => {
  let app: App;
  let folder: string;
  const files = { 'twin-a.jsonl': 'same\n', 'twin-b.jsonl': 'diff\n' };

  before(async () => {
    app = await extension();
    folder = await mkdtemp(join(tmpdir(), 'twins-'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  });
  after(() => rm(folder, { recursive: true }));

  /** Which file is the one that a provider has under this name. @param fileContent whether it hands it out */
  async function found(
    filename: string,
    content: string,
    fileContent: true | string,
  ): Promise<string | null> {
    const bytes = new TextEncoder().encode(content);
    const source = {
      capabilities: { fileContent },
      files: {
        content: async function* () {
          yield await Promise.resolve(bytes);
        },
      },
    } as unknown as JobSource; // no more of it is read
    const stored = { id: 'file-1', filename, bytes: bytes.length } as FileObject; // nor of this
    const candidates = Object.keys(files).map((name) => vscode.Uri.file(join(folder, name)));
    const twin = await twinAmong(candidates, app, source, stored, new AbortController().signal);
    return twin === null ? null : twin.path.slice(twin.path.lastIndexOf('/') + 1);
  }

  it('is the one that has its bytes, whatever it is called', async () => {
    assert.equal(await found('twin-a.jsonl', 'same\n', true), 'twin-a.jsonl');
    assert.equal(await found('renamed.jsonl', 'diff\n', true), 'twin-b.jsonl');
    assert.equal(await found('twin-a.jsonl', 'else\n', true), null);
    assert.equal(await found('twin-a.jsonl', 'longer than that\n', true), null);
  });

  it('is the one of its name and size where the provider hands nothing out', async () => {
    assert.equal(await found('twin-b.jsonl', 'else\n', 'no content here'), 'twin-b.jsonl');
    assert.equal(await found('renamed.jsonl', 'else\n', 'no content here'), null);
  });

  it('does not take the place of the one at the provider, also after it was changed', async () => {
    const uri = vscode.Uri.file(join(folder, 'edited.jsonl'));
    await writeFile(uri.fsPath, 'one\n');
    const version = await versionOf(uri);
    const stored = { kind: 'uploaded', id: 'file-abc', name: 'edited.jsonl' } as const;
    const located = { ...stored, from: { uri, version, isLocated: true } } as const;
    const uploaded = { ...stored, from: { uri, version } };
    const draft = { ...emptyDraft(), trainingFile: located, validationFile: uploaded };
    const { trainingFile, validationFile } = toBeUploaded(draft);
    assert.deepEqual([trainingFile, validationFile], [located, toDataFile(uri)]);
    assert.deepEqual([await asItIsNow(located), await asItIsNow(uploaded)], [located, uploaded]);
    await writeFile(uri.fsPath, 'one more\n');
    assert.deepEqual([await asItIsNow(located), await asItIsNow(uploaded)], [stored, toDataFile(uri)]);
  });
});
