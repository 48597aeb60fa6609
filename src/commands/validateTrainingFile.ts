import { Range, Uri, l10n, window } from 'vscode';
import { type DatasetReport, checkDataset, datasetProblem } from '../datasets/check';
import { byteSize } from '../jobs/format';
import { withProgress } from '../platform/cancellation';
import type { App, Command } from './command';
import { toDataFile } from './createJob/dataFiles';
import { chooseTrainingFile, trainingFileInFront } from './trainingFiles';
import { showInformation, showWarning } from '../platform/show';

/** Checks a file line by line and lists what is wrong in VS Code's Problems. */
export const validateTrainingFile: Command = {
  id: 'fineTuning.validateTrainingFile',
  failure: l10n.t('Checking the file failed'),
  async run(app, clicked) {
    const file =
      clicked instanceof Uri
        ? clicked
        : (trainingFileInFront() ?? (await chooseTrainingFile(l10n.t('Which file do you want to check?'))));
    if (file === undefined) return;
    const report = await checkFile(app, file);
    if (report === undefined) return;
    const { name } = toDataFile(file);
    const problem = datasetProblem(report);
    if (problem === null) {
      void showInformation(
        l10n.t('{0}: {1} examples for {2} training, nothing wrong.', name, report.examples, report.method),
      );
      return;
    }
    const show = l10n.t('Show Problems');
    const chosen = await showWarning(`${name}: ${problem}.`, ...(report.problemCount > 0 ? [show] : []));
    if (chosen === show) await showProblems(app, file, report);
  },
};

/** Reads the whole file; undefined when the person cancelled. Its problems are listed. */
export async function checkFile(app: App, file: Uri): Promise<DatasetReport | undefined> {
  const { name } = toDataFile(file);
  const report = await withProgress(l10n.t('Checking {0}', name), async (signal, progress) => {
    const source = await app.host.openForUpload(file);
    let said = 0;
    return checkDataset(source.read(), {
      signal,
      onProgress: (bytes) => {
        if (bytes - said < source.size / 100) return;
        said = bytes;
        progress.say(l10n.t('{0} of {1}', byteSize(bytes), byteSize(source.size)));
      },
    });
  });
  if (report !== undefined) app.dataProblems.show(file, report);
  return report;
}

/** Opens the file at its first broken line, and the list of all. */
export async function showProblems(app: App, file: Uri, report: DatasetReport): Promise<void> {
  const line = (report.problems[0]?.line ?? 1) - 1;
  await window.showTextDocument(file, { selection: new Range(line, 0, line, 0) });
  await app.run('workbench.actions.view.problems');
}
