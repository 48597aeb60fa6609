import { t } from '@vscode/l10n';
import { Uri, ViewColumn, window } from 'vscode';
import type { App, Command } from '../command';
import { chooseTrainingFile, trainingFileInFront } from './chooseTrainingFile';

/**
 * Shows the rows of a data file as conversations: beside its text at the line of the cursor, if that is in front.
 */
export const previewTrainingFile: Command = {
  id: 'fineTuning.previewTrainingFile',
  failure: t('The preview could not be opened'),
  async run(app, clicked) {
    const file = clicked instanceof Uri ? clicked : (trainingFileInFront(app) ?? (await choose(app)));
    if (file === undefined) return;
    const line = lineInFront(file);
    await app.rowsPages.open(file, line, line === null ? ViewColumn.Active : ViewColumn.Beside);
  },
};

function choose(app: App): Promise<Uri | undefined> {
  return chooseTrainingFile(app, t('Which file do you want to preview?'));
}

/** The line of the cursor, from 1; null where the text of the file is not in front. */
function lineInFront(file: Uri): number | null {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() !== file.toString()) return null;
  return editor.selection.active.line + 1;
}
