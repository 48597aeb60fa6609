import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import type { UploadSource } from '../../api/http/multipart';
import { isListSource } from '../../datasets/rewrite/convert/sourceRows';
import { showWarning } from '../../platform/show';
import type { App } from '../command';
import { toDataFile } from './dataFile';
import { fileToRewrite } from './fileToRewrite';

/** A file that has a row a line, from which new ones are to be made. */
export interface LinesFile {
  readonly file: Uri;
  /** For people. */
  readonly name: string;
  readonly source: UploadSource;
}

/**
 * The file that was clicked, that is in front, or that the person chooses. Undefined: they do not want to, or it is a JSON
 * list, which is said, and its conversion offered.
 */
export async function linesToRewrite(
  app: App,
  clicked: unknown,
  question: string,
): Promise<LinesFile | undefined> {
  const file = await fileToRewrite(app, clicked, question);
  if (file === undefined) return undefined;
  const { name } = toDataFile(file);
  const source = await app.host.openForUpload(file);
  if (!(await isListSource(source.read()))) return { file, name, source };
  const convert = t('Convert…');
  const text = t('{0} is one JSON list, and no lines. Convert it to plain JSON lines first.', name);
  if ((await showWarning(text, convert)) === convert) await app.run('fineTuning.convertTrainingFile', file);
  return undefined;
}
