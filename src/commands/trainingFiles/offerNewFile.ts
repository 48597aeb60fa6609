import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import { showInformation } from '../../platform/show';
import type { App } from '../command';
import { openAll } from './openAll';

/** Says what became of a file, and leads on with the new one. */
export async function offerNewFile(app: App, text: string, file: Uri): Promise<void> {
  const [create, open] = [t('Create Job…'), t('Open File')];
  const chosen = await showInformation(text, create, open);
  if (chosen === create) await app.run('fineTuning.createJob', file);
  if (chosen === open) await openAll(app, [file]);
}
