import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ApiError } from '../../src/api/http/errors';
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
        { creation: { options: {} } } as JobSource, // uploaded files alone are requested from it
      );
    assert.equal((await look('reinforcement')).training?.isProblem, true);
    assert.equal((await look('supervised')).training?.isProblem, false);
    assert.deepEqual(listed, []);
  });

  it('knows what a provider takes that another one refuses', async () => {
    const file = vscode.Uri.file(join(folder, 'calls.jsonl'));
    const called = { id: 'call_1', type: 'function', function: { name: 'time', arguments: {} } };
    const messages = [
      { role: 'user', content: 'Hello.' },
      { role: 'assistant', tool_calls: [called] },
    ];
    await writeFile(file.fsPath, `${JSON.stringify({ messages })}\n`.repeat(12));
    const check = new FileCheck(await extension());
    const look = async (options: Partial<JobSource['creation']['options']>) =>
      check.summaries({ trainingFile: toDataFile(file), validationFile: null, method: 'supervised' }, {
        creation: { options },
      } as JobSource);
    assert.equal((await look({})).training?.isProblem, false);
    const { training } = await look({ dataRules: 'openai' });
    assert.equal(training?.isProblem, true);
    assert.match(
      training.text,
      /Line 1: messages\[1\]\.tool_calls\[0\]\.function\.arguments is not a string/,
    );
  });

  it('takes the file of this machine where what was uploaded of it is gone', async () => {
    const uri = vscode.Uri.file(join(folder, 'twin.jsonl'));
    await writeFile(uri.fsPath, '{}\n');
    const request = { method: 'GET', url: 'https://api.example/v1/files/file-1' };
    const gone = new ApiError('No such file', request, { status: 404 });
    const sourceWith = (retrieve: () => Promise<unknown>) =>
      ({ capabilities: { files: true }, files: { retrieve } }) as unknown as JobSource;
    const check = new FileCheck(await extension(), (_, work) =>
      work(new AbortController().signal, { say: () => undefined }),
    );
    const twin = { kind: 'uploaded', id: 'file-1', name: 'twin.jsonl', from: { uri, version: '1' } } as const;
    const there = await check.asItIsThere(
      twin,
      sourceWith(() => Promise.resolve({})),
    );
    assert.equal(there, twin);
    const here = await check.asItIsThere(
      twin,
      sourceWith(() => Promise.reject(gone)),
    );
    assert.deepEqual(here, toDataFile(uri));
  });
});
