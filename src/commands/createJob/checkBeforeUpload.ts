import { l10n, window } from 'vscode';
import { datasetProblem } from '../../datasets/check';
import type { App } from '../command';
import { checkFile, showProblems } from '../validateTrainingFile';
import type { DataFile } from './draft';

/** Whether to go on: the file was checked and is good, or the person wants it uploaded all the same. */
export async function isFitToUpload(app: App, file: DataFile): Promise<boolean> {
  if (file.kind === 'uploaded') return true;
  const report = await checkFile(app, file.uri);
  if (report === undefined) return false;
  const problem = datasetProblem(report);
  if (problem === null) return true;
  const show = l10n.t('Show Problems');
  const anyway = l10n.t('Upload Anyway');
  const detail = l10n.t('{0}.\n\nThe provider will most likely refuse it.', problem);
  const buttons = report.problemCount > 0 ? [show, anyway] : [anyway];
  const chosen = await window.showWarningMessage(
    l10n.t('{0} does not look like a training file', file.name),
    { modal: true, detail },
    ...buttons,
  );
  if (chosen === show) await showProblems(app, file.uri, report);
  return chosen === anyway;
}
