import { t } from '@vscode/l10n';
import { Uri, window, workspace } from 'vscode';
import type { App } from '../command';
import { askToSave } from './askToSave';
import { chooseTrainingFile, trainingFileInFront } from './chooseTrainingFile';

/**
 * The file that new ones are to be made from: the one that was clicked, that is in front, or that the person chooses.
 * Undefined: they do not want to. What is read is the file on disk, so that changes in an editor are saved first.
 *
 * @param takesLists also a `.json` file that is in front: a list instead of lines
 */
export async function fileToRewrite(
  app: App,
  clicked: unknown,
  question: string,
  takesLists = false,
): Promise<Uri | undefined> {
  const file =
    clicked instanceof Uri
      ? clicked
      : (inFront(app, takesLists) ?? (await chooseTrainingFile(app, question)));
  if (file === undefined) return undefined;
  return (await askToSave(file, t('New files are made from what is on disk.'))) ? file : undefined;
}

/** A provider's copy has no folder that new files could be put in. */
function inFront(app: App, takesLists: boolean): Uri | undefined {
  const file = trainingFileInFront(app) ?? (takesLists ? listInFront() : undefined);
  return file !== undefined && workspace.fs.isWritableFileSystem(file.scheme) === true ? file : undefined;
}

function listInFront(): Uri | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri !== undefined && /\.json$/i.test(uri.path) ? uri : undefined;
}
