import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { RangedFile } from '../../src/datasets/rowFile';
import type { Host } from '../../src/platform/host';
import type { ShownRow, ToRowsPage } from '../../src/shared/rowsProtocol';
import { RowsPage } from '../../src/views/rows/rowsPage';
import { eventually } from '../support/eventually';
import { TestClock } from '../support/testClock';
import { TestPanel } from '../support/testPanel';
import { extension } from './extension';

const row = (text: string) => JSON.stringify({ text });

/** Resolves with the next change that VS Code sees in a folder. */
function changeOf(folder: string): Promise<unknown> {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
  return new Promise((resolve) => watcher.onDidChange(resolve)).finally(() => {
    watcher.dispose();
  });
}

describe('the page of rows', () => {
  let folder: string;
  let file: vscode.Uri;
  let panel: TestPanel<ToRowsPage>;
  let page: RowsPage;
  let clock: TestClock;
  let problems: string[];
  /** Parts of the file that were read. */
  let reads: number;
  let isInMemory: boolean;

  const write = (...rows: readonly string[]) => writeFile(file.fsPath, rows.join('\n'));
  const sent = <T extends ToRowsPage['type']>(type: T) =>
    panel.sent.filter((each): each is Extract<ToRowsPage, { type: T }> => each.type === type);
  const lastFile = () => sent('file').at(-1);
  const complete = async (rows: number) => {
    await eventually(() => {
      assert.deepEqual([lastFile()?.rows, lastFile()?.isComplete], [rows, true]);
    });
  };
  const lines = (rows: readonly ShownRow[] = []) => rows.map(({ line }) => line);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fine-tuning-rows-'));
    file = vscode.Uri.file(path.join(folder, 'rows.jsonl'));
    await write(row('one'), row('two'), row('three'));
    const app = await extension();
    panel = new TestPanel();
    clock = new TestClock();
    problems = [];
    reads = 0;
    isInMemory = false;
    const host: Host = {
      ...app.host,
      readsWhole: () => isInMemory,
      openForUpload: async (opened) => {
        const source = await app.host.openForUpload(opened);
        const ranged = source as typeof source & RangedFile; // as every host's
        return { ...source, slice: (start, end) => (reads++, ranged.slice(start, end)) };
      },
    };
    const errors = {
      record: (attempt: string) => problems.push(attempt),
      show: (attempt: string) => problems.push(attempt),
    };
    page = new RowsPage(
      panel as unknown as vscode.WebviewPanel, // what it uses of one
      file,
      { host, clock, errors: errors as never },
      2,
    );
  });

  afterEach(async () => {
    page.dispose();
    await rm(folder, { recursive: true });
  });

  it('says what the file is, where to begin, and sends the rows that are requested', async () => {
    panel.say({ type: 'ready' });
    await complete(3);
    assert.deepEqual(sent('goTo'), [{ type: 'goTo', line: 2 }]);
    panel.say({ type: 'read', version: 1, line: 2, count: 50 });
    await eventually(() => {
      assert.deepEqual(lines(sent('rows')[0]?.rows), [2, 3]);
    });
    panel.say({ type: 'read', version: 7, line: 1, count: 1 });
    panel.say({ type: 'whole', version: 1, line: 1 });
    await eventually(() => {
      assert.equal(sent('whole')[0]?.row.line, 1);
    });
    assert.equal(sent('rows').length, 1);
  });

  it('searches', async () => {
    panel.say({ type: 'ready' });
    await complete(3);
    panel.say({ type: 'search', search: 4, query: 'T' });
    await eventually(() => {
      assert.deepEqual(
        sent('found').flatMap(({ lines: found }) => found),
        [2, 3],
      );
      assert.deepEqual([sent('found').at(-1)?.search, sent('found').at(-1)?.isDone], [4, true]);
    });
  });

  it('reads a file again that was changed while it is in sight, and when it is shown again', async () => {
    panel.say({ type: 'ready' });
    await complete(3);
    await write(row('one'));
    await eventually(() => {
      clock.advance(1_000);
      assert.deepEqual([lastFile()?.version, lastFile()?.rows], [2, 1]);
    });
    panel.show(false);
    reads = 0;
    const seen = changeOf(folder);
    await write(row('one'), row('two'));
    await seen;
    clock.advance(1_000);
    assert.equal(reads, 0, 'a page that nobody sees reads nothing');
    panel.show(true);
    panel.say({ type: 'ready' });
    await complete(2);
  });

  it('says why a file cannot be read, and shows it once it can', async () => {
    await rm(file.fsPath);
    panel.say({ type: 'ready' });
    await eventually(() => {
      assert.match(lastFile()?.problem ?? '', /no such file/);
    });
    assert.deepEqual(problems, ['Reading the rows of a file failed']);
    await write(row('one'));
    await eventually(() => {
      clock.advance(1_000);
      assert.deepEqual([lastFile()?.problem, lastFile()?.rows], [null, 1]);
    });
  });

  it('does not take unknown messages', async () => {
    panel.say({ type: 'read', version: 1, line: 0, count: 1 });
    await eventually(() => {
      assert.deepEqual(problems, ['A page sent something unknown']);
    });
  });

  it('reads no large file where it would be in memory', async () => {
    isInMemory = true;
    await truncate(file.fsPath, 256 * 1024 * 1024 + 1);
    panel.say({ type: 'ready' });
    await eventually(() => {
      assert.match(
        lastFile()?.problem ?? '',
        /Here a file can only be read as a whole, and then 256 MB are the maximum/,
      );
    });
    assert.equal(reads, 0);
  });
});
