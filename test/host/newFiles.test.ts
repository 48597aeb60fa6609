import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../../src/commands/command';
import { placesBeside, saveAllNew } from '../../src/commands/trainingFiles/newFiles';
import { NumberSet } from '../../src/datasets/rewrite/numberSet';
import { partOf } from '../../src/datasets/rewrite/split';
import { eventually } from '../support/eventually';
import { closeEditors, extension, openDocument } from './extension';

const good = '{"prompt":"a","completion":"b"}';
const accept = () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');

describe('files made from a training file', () => {
  let app: App;
  let folder: string;
  let file: vscode.Uri;

  before(async () => {
    app = await extension();
  });

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'new-files-')));
    file = vscode.Uri.file(path.join(folder, 'train.jsonl'));
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEditors();
    await rm(folder, { recursive: true, force: true });
  });

  const read = (name: string) => readFile(path.join(folder, name), 'utf8');
  const names = async () => (await readdir(folder)).sort();
  const untilThere = (...expected: string[]) =>
    eventually(async () => {
      assert.deepEqual(await names(), ['train.jsonl', ...expected].sort());
    });

  describe('by a command', () => {
    it('are a training and a validation file, with every row in one of them', async () => {
      const rows = Array.from({ length: 20 }, (_, at) => `{"prompt":"${at}","completion":"b"}`);
      await writeFile(file.fsPath, rows.join('\n'));
      void vscode.commands.executeCommand('fineTuning.splitTrainingFile', file);
      await eventually(async () => {
        await accept(); // the share, then the seed
        assert.ok((await names()).includes('train.validation.jsonl'));
      });
      await untilThere('train.training.jsonl', 'train.validation.jsonl');
      const training = (await read('train.training.jsonl')).trimEnd().split('\n');
      const validation = (await read('train.validation.jsonl')).trimEnd().split('\n');
      assert.equal(validation.length, 2);
      assert.deepEqual(
        rows,
        rows.filter((row) => training.includes(row) !== validation.includes(row)),
      );
    });

    it('are one without the broken rows, whatever is there already', async () => {
      await writeFile(file.fsPath, `${good}\r\n{}\n\n${good}`);
      await writeFile(path.join(folder, 'TRAIN.clean.jsonl'), 'mine');
      void vscode.commands.executeCommand('fineTuning.removeBrokenRows', file);
      await untilThere('TRAIN.clean.jsonl', 'train.clean-2.jsonl');
      assert.equal(await read('train.clean-2.jsonl'), `${good}\r\n${good}`);
      assert.equal(await read('TRAIN.clean.jsonl'), 'mine');
      assert.equal(await read('train.jsonl'), `${good}\r\n{}\n\n${good}`);
    });

    it('are one of another format', async () => {
      await writeFile(file.fsPath, good);
      await vscode.window.showTextDocument(file);
      await openDocument(/train\.jsonl$/);
      void vscode.commands.executeCommand('fineTuning.convertTrainingFile', file);
      await eventually(async () => {
        await accept();
        assert.ok((await names()).includes('train.chat.jsonl'));
      });
      assert.equal(
        await read('train.chat.jsonl'),
        '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}\n',
      );
    });

    it('are none where no row is broken', async () => {
      await writeFile(file.fsPath, `${good}\n`);
      void vscode.commands.executeCommand('fineTuning.removeBrokenRows', file);
      await vscode.commands.executeCommand('fineTuning.removeBrokenRows', vscode.Uri.file('/nowhere.jsonl'));
      assert.deepEqual(await names(), ['train.jsonl']);
    });
  });

  describe('are left behind all or not at all', () => {
    const none = new NumberSet();
    const rows = `${good}\n`.repeat(100_000); // several blocks

    it('when the person cancels half way', async () => {
      await writeFile(file.fsPath, rows);
      const source = await app.host.openForUpload(file);
      const [training, validation] = await placesBeside(file, ['training', 'validation']);
      const controller = new AbortController();
      let seen: string[] = [];
      const { signal } = controller;
      const saving = saveAllNew(app.host, [
        { target: training, content: partOf(source.read(), none, 'training') },
        {
          target: validation,
          content: partOf(source.read(), { has: () => true }, 'validation', {
            signal,
            onProgress: (bytes) => {
              if (bytes < source.size / 2) return;
              seen = readdirSync(folder);
              controller.abort(new Error('cancelled'));
            },
          }),
        },
      ]);
      await assert.rejects(saving, /cancelled/);
      assert.equal(seen.length, 3, seen.join()); // the one that is there, and what is half written
      assert.deepEqual(await names(), ['train.jsonl']);
    });

    it('when one of them gets a name that is taken meanwhile', async () => {
      await writeFile(file.fsPath, rows);
      const source = await app.host.openForUpload(file);
      const [training, validation] = await placesBeside(file, ['training', 'validation']);
      await writeFile(validation.fsPath, 'mine');
      const saving = saveAllNew(app.host, [
        { target: training, content: partOf(source.read(), none, 'training') },
        { target: validation, content: partOf(source.read(), none, 'validation') },
      ]);
      await assert.rejects(saving, { name: 'NameTakenError' });
      assert.deepEqual(await names(), ['train.jsonl', 'train.validation.jsonl']);
      assert.equal(await read('train.validation.jsonl'), 'mine');
    });
  });
});
