import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../../src/commands/command';
import { closeEditors, extension } from './extension';

const row = (at: number) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: `Question ${String(at)} ${'why '.repeat(200)}` },
      { role: 'assistant', content: 'Because.' },
    ],
  });

describe('the survey of a large file', () => {
  const count = 30_000;
  let app: App;
  let folder: string;
  let file: vscode.Uri;

  before(async () => {
    app = await extension();
    folder = await mkdtemp(path.join(tmpdir(), 'survey-'));
    file = vscode.Uri.file(path.join(folder, 'large.jsonl'));
    const rows = Array.from({ length: count }, (_, at) => row(at));
    rows[20_000] = '{';
    rows[29_999] = row(3);
    await writeFile(file.fsPath, rows.join('\n'));
  });

  after(async () => {
    await closeEditors();
    await rm(folder, { recursive: true });
  });

  it('puts together what its threads find, by the lines of the file', async () => {
    const steps: number[] = [];
    const { survey } = await app.host.survey(file, { onProgress: (bytes) => steps.push(bytes) });
    assert.equal(survey.examples, count - 1);
    assert.deepEqual(
      survey.mistakes.map(({ lines }) => lines),
      [[20_001]],
    );
    assert.deepEqual(survey.same.pairs, [{ line: 30_000, of: 4 }]);
    assert.ok(steps.length > 2);
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    );
    assert.equal(steps.at(-1), survey.size);
  });

  it('reports the same when it is only checked', async () => {
    const steps: number[] = [];
    const checked = await app.host.check(file, { onProgress: (bytes) => steps.push(bytes) });
    const { report, survey } = await app.host.survey(file, {});
    assert.deepEqual(checked, report);
    assert.equal(checked.problems[0]?.line, 20_001);
    assert.ok(steps.length > 2);
    assert.equal(steps.at(-1), survey.size);
  });

  it('is checked for the method that is chosen', async () => {
    const { problems, isStopped } = await app.host.check(file, { method: 'dpo' });
    assert.match(problems[0]?.reason ?? '', /which the method dpo does not train/);
    assert.ok(isStopped);
  });

  it('ends its check in the middle when that is aborted', async () => {
    const end = new AbortController();
    const checking = app.host.check(file, {
      signal: end.signal,
      onProgress: () => {
        end.abort();
      },
    });
    await assert.rejects(checking, { name: 'AbortError' });
  });

  it('ends in the middle when it is aborted', async () => {
    const end = new AbortController();
    const surveying = app.host.survey(file, {
      signal: end.signal,
      onProgress: () => {
        end.abort();
      },
    });
    await assert.rejects(surveying, { name: 'AbortError' });
  });

  it('fails when the file is changed meanwhile', async () => {
    const surveying = app.host.survey(file, {
      onProgress: () => {
        appendFileSync(file.fsPath, '\n');
      },
    });
    await assert.rejects(surveying, /large\.jsonl changed while it was read/);
  });

  it('rejects where there is no file', async () => {
    await assert.rejects(app.host.survey(vscode.Uri.file(path.join(folder, 'none.jsonl')), {}), /ENOENT/);
  });
});
