import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../../src/commands/command';
import { toDataFile } from '../../src/commands/trainingFiles/dataFile';
import { FileCheck } from '../../src/commands/trainingFiles/fileCheck';
import type { JobSource } from '../../src/jobs/source';
import { extension } from './extension';

describe('a look into the files of a draft', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'file-check-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('says what is wrong, and lists nothing for a method that may be chosen for a moment alone', async () => {
    const app = await extension();
    const file = vscode.Uri.file(join(folder, 'chats.jsonl'));
    const row = { messages: ['user', 'assistant'].map((role) => ({ role, content: 'Hello.' })) };
    await writeFile(file.fsPath, `${JSON.stringify(row)}\n`.repeat(12));
    const listed: vscode.Uri[] = [];
    const dataProblems = { show: (uri: vscode.Uri) => listed.push(uri) } as unknown as App['dataProblems'];
    const check = new FileCheck({ ...app, dataProblems });
    const look = (method: 'supervised' | 'reinforcement') =>
      check.summaries(
        { trainingFile: toDataFile(file), validationFile: null, method },
        {} as JobSource, // uploaded files alone are requested from it
      );
    assert.equal((await look('reinforcement')).training?.isProblem, true);
    assert.equal((await look('supervised')).training?.isProblem, false);
    assert.deepEqual(listed, []);
  });
});
