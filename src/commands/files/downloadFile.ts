import { t } from '@vscode/l10n';
import { downloadTo } from '../../platform/download';
import { askWhereToSave } from '../../platform/saveDialog';
import type { App, Command } from '../command';
import { type FileTarget, fileTargets } from './fileTargets';

/** Streams files to disk, results decoded. */
export const downloadFile: Command = {
  id: 'fineTuning.downloadFile',
  failure: t('Downloading failed'),
  async run(app, ...args) {
    const targets = await fileTargets(app, args, {
      offered: 'downloadFile',
      placeholder: t('Which files do you want to download?'),
      canPickMany: true,
    });
    for (const target of targets) if (!(await downloadFileTo(app, target))) return;
  },
};

/** Returns whether the person said where to. */
export async function downloadFileTo(app: App, { source, file }: FileTarget): Promise<boolean> {
  const to = await askWhereToSave(file.filename, { title: t('Download {0}', file.filename) });
  if (to !== undefined) await downloadTo(to, source, file.id, app.host);
  return to !== undefined;
}
