import { t } from '@vscode/l10n';
import { type Uri, window } from 'vscode';
import { decodeResultStream } from '../../api/resultFile';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { askWhereToSave } from '../../platform/saveDialog';
import { showInformation } from '../../platform/show';
import type { App, Command } from '../command';
import { jobWithResult, listResultFiles, type ResultFileChoice } from './resultFiles';
import { type JobTarget, targetsOf } from './targets';

/** Streams each result file to disk, decoded. */
export const saveResultFile: Command = {
  id: 'fineTuning.saveResultFile',
  failure: t('Saving the result files failed'),
  async run(app, ...args) {
    const question = jobWithResult(t('Whose result files do you want to save?'));
    for (const target of await targetsOf(app, args, { ...question, canPickMany: true })) {
      for (const file of await listResultFiles(target)) {
        const to = await askWhereToSave(file.name, {
          title: t('Save the results of {0}', jobName(target.job)),
          filters: { CSV: ['csv'] },
        });
        if (to === undefined) return;
        await saveOne(app, target, file, to);
      }
    }
  },
};

async function saveOne(app: App, { source, job }: JobTarget, file: ResultFileChoice, to: Uri): Promise<void> {
  const isSaved = await withProgress(t('Saving the results of {0}', jobName(job)), async (signal, report) => {
    const chunks = counted(decodeResultStream(source.files.content(file.id, signal)), (bytes) => {
      report.say(editorFormat.bytes(bytes));
    });
    await app.host.save(chunks, to);
    return true;
  });
  if (isSaved === undefined) return;
  const open = t('Open');
  void showInformation(t('Saved {0}.', to.path.slice(to.path.lastIndexOf('/') + 1)), open).then((chosen) => {
    if (chosen === open) void window.showTextDocument(to);
  });
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  report: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    report(bytes);
    yield chunk;
  }
}
