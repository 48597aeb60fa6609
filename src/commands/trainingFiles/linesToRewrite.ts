import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import type { UploadSource } from '../../api/http/multipart';
import { isListSource } from '../../datasets/rewrite/convert/sourceRows';
import { showWarning } from '../../platform/show';
import type { App } from '../command';
import { toDataFile } from './dataFile';

/** Whether a file has a row a line; of one that is a JSON list it is said, and its conversion is offered. */
export async function isLines(app: App, file: Uri, source: Pick<UploadSource, 'read'>): Promise<boolean> {
  if (!(await isListSource(source.read()))) return true;
  const convert = t('Convert…');
  const text = t(
    '{0} is one JSON list, and no lines. Convert it to plain JSON lines first.',
    toDataFile(file).name,
  );
  if ((await showWarning(text, convert)) === convert) await app.run('fineTuning.convertTrainingFile', file);
  return false;
}
