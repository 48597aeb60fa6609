import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import { datasetProblem } from '../../datasets/report';
import { showInformation, showWarning } from '../../platform/show';
import type { Command } from '../command';
import { checkFile, showProblems } from './checkFile';
import { chooseTrainingFile, trainingFileInFront } from './chooseTrainingFile';
import { toDataFile } from './dataFile';

/** Checks a file line by line and lists what is wrong in VS Code's Problems. */
export const validateTrainingFile: Command = {
  id: 'fineTuning.validateTrainingFile',
  failure: t('Checking the file failed'),
  async run(app, clicked) {
    const file =
      clicked instanceof Uri
        ? clicked
        : (trainingFileInFront() ?? (await chooseTrainingFile(t('Which file do you want to check?'))));
    if (file === undefined) return;
    const report = await checkFile(app, file);
    if (report === undefined) return;
    const { name } = toDataFile(file);
    const problem = datasetProblem(report);
    if (problem === null) {
      void showInformation(
        report.examples === 1
          ? t('{0}: 1 example for {1} training, nothing wrong.', name, report.method)
          : t('{0}: {1} examples for {2} training, nothing wrong.', name, report.examples, report.method),
      );
      return;
    }
    const show = t('Show Problems');
    const chosen = await showWarning(
      t('{0}: {1}.', name, problem),
      ...(report.problemCount > 0 ? [show] : []),
    );
    if (chosen === show) await showProblems(app, file, report);
  },
};
