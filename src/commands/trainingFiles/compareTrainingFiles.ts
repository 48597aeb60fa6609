import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import { showInformation } from '../../platform/show';
import type { Command } from '../command';
import { chooseTrainingFile, trainingFileInFront } from './chooseTrainingFile';

/** Reports on a file, and which of its rows are in another one too. */
export const compareTrainingFiles: Command = {
  id: 'fineTuning.compareTrainingFiles',
  failure: t('Comparing the files failed'),
  /** `clicked`: one of the two; from the explorer also what is selected there. */
  async run(app, clicked, selected) {
    const [first, second] = Array.isArray(selected) ? selected.filter((each) => each instanceof Uri) : [];
    const inFront = first ?? (clicked instanceof Uri ? clicked : trainingFileInFront(app));
    const file = inFront ?? (await chooseTrainingFile(app, t('Which file do you want to compare?')));
    if (file === undefined) return;
    const other =
      second ?? (await chooseTrainingFile(app, t('With which file do you want to compare it?'), file));
    if (other === undefined) return;
    if (other.toString() === file.toString())
      void showInformation(t('That is the same file: choose another one.'));
    else await app.dataReports.compare(file, other);
  },
};
