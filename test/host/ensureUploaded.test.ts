import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { FileObject } from '../../src/api/wire/file';
import type { App } from '../../src/commands/command';
import { toDataFile } from '../../src/commands/trainingFiles/dataFile';
import { ensureUploaded } from '../../src/commands/trainingFiles/ensureUploaded';
import type { JobSource } from '../../src/jobs/source';

const size = 90;
const file = toDataFile(Uri.file('/data/bot.jsonl'));

/** A window of the account: what it uploads, where its uploads hang, and what it is said to have lost. */
function openWindow(stored: FileObject[], hangs = false) {
  const unconfirmed: string[] = [];
  const deleted: string[] = [];
  const files = {
    listUploaded: () => Promise.resolve([...stored]),
    delete: (id: string) => Promise.resolve(deleted.push(id)),
    upload: async (_: unknown, signal: AbortSignal, onProgress: (sent: number) => void) => {
      onProgress(size);
      if (hangs)
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
        });
      const id = `file-${String(stored.length + 1)}`;
      const created = { id, created_at: 1_760_000_000, filename: 'bot.jsonl', bytes: size };
      stored.unshift(FileObject.parse(created));
      return stored[0];
    },
  };
  const source = { capabilities: { files: true, deleteFile: true }, files } as unknown as JobSource;
  const openForUpload = () => Promise.resolve({ filename: 'bot.jsonl', size });
  const app = { host: { canStreamUploads: true, openForUpload } } as unknown as App; // no more of them is used
  const end = new AbortController();
  const onUnconfirmed = (name: string) => void unconfirmed.push(name);
  const frame = { signal: end.signal, report: { say: () => undefined }, onUnconfirmed };
  return { unconfirmed, deleted, end, upload: () => ensureUploaded(app, source, file, frame) };
}

describe('a file that is uploaded', () => {
  it('and cancelled, costs no file that another window has uploaded meanwhile', async () => {
    const stored: FileObject[] = [];
    const one = openWindow(stored, true);
    const hanging = one.upload();
    await new Promise(setImmediate);
    const other = await openWindow(stored).upload();
    assert.deepEqual(other, { id: 'file-1', origin: 'deletable' });
    one.end.abort(new Error('cancelled'));
    await assert.rejects(hanging, /cancelled/);
    assert.deepEqual([one.deleted, one.unconfirmed], [[], ['bot.jsonl']]);
  });
});
