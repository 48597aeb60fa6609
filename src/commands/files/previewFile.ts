import { t } from '@vscode/l10n';
import { withProgress } from '../../platform/cancellation';
import type { App, Command } from '../command';
import { type FileTarget, fileTarget } from './fileTargets';

/** Opens the first rows of a training file, read-only: of a file of any size, without the rest being fetched. */
export const previewFile: Command = {
  id: 'fineTuning.previewFile',
  failure: t('Opening the file failed'),
  async run(app, ...args) {
    const target = await fileTarget(app, args, {
      offered: 'previewFile',
      placeholder: t('Of which file do you want to see the first rows?'),
    });
    if (target !== undefined) await previewFileOf(app, target);
  },
};

export async function previewFileOf(app: App, { source, file }: FileTarget): Promise<void> {
  await withProgress(t('Reading {0}', file.filename), (signal) =>
    app.documents.openPreview(source.id, file.id, file.filename, signal),
  );
}
