import { Uri, l10n, window, workspace } from 'vscode';
import { decodeResultStream } from '../api/resultFile';
import { byteSize } from '../jobs/format';
import { jobName } from '../jobs/summary';
import { withProgress } from '../platform/cancellation';
import { jobWithResult } from './openResultFile';
import type { App, Command } from './command';
import { type JobTarget, targetsOf } from './targets';

/** Streams each result file to disk, decoded. */
export const saveResultFile: Command = {
  id: 'fineTuning.saveResultFile',
  failure: 'Saving the result file failed',
  async run(app, ...args) {
    const question = jobWithResult(l10n.t('Whose result files do you want to save?'));
    const targets = await targetsOf(app, args, { ...question, canPickMany: true });
    for (const target of targets) {
      const file = await window.showSaveDialog({
        title: l10n.t('Save the results of {0}', jobName(target.job)),
        defaultUri: suggested(target),
        filters: { CSV: ['csv'], [l10n.t('All files')]: ['*'] },
      });
      if (file === undefined) return;
      await saveOne(app, target, file);
    }
  },
};

async function saveOne(app: App, { account, job }: JobTarget, target: Uri): Promise<void> {
  const fileId = job.resultFile;
  if (fileId === null) return;
  const isSaved = await withProgress(
    l10n.t('Saving the results of {0}', jobName(job)),
    async (signal, report) => {
      const client = await account.connect();
      const chunks = counted(decodeResultStream(client.files.content(fileId, { signal })), (bytes) => {
        report.say(byteSize(bytes));
      });
      await app.host.save(chunks, target);
      return true;
    },
  );
  if (isSaved === undefined) return;
  const open = l10n.t('Open');
  void window
    .showInformationMessage(l10n.t('Saved {0}.', target.path.slice(target.path.lastIndexOf('/') + 1)), open)
    .then((chosen) => {
      if (chosen === open) void window.showTextDocument(target);
    });
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  tell: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    tell(bytes);
    yield chunk;
  }
}

function suggested({ job }: JobTarget): Uri {
  const name = `${jobName(job).replace(/[^\p{L}\p{N}._-]+/gu, '-')}-results.csv`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? Uri.file(name) : Uri.joinPath(folder, name);
}
