import { t } from '@vscode/l10n';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { showInformation } from '../../platform/show';
import { isResult } from '../../views/files/fileRow';
import { maxDocumentBytes } from '../../views/readOnlyDocuments';
import type { Command } from '../command';
import { downloadFileTo } from './downloadFile';
import { fileTarget } from './fileTargets';
import { previewFileOf } from './previewFile';

/** Opens a file of the provider, read-only; one that is too large for an editor can be downloaded instead. */
export const openFile: Command = {
  id: 'fineTuning.openFile',
  failure: t('Opening the file failed'),
  async run(app, ...args) {
    if (args.length === 0) await app.files.whenSelected();
    const target = await fileTarget(app, args, {
      offered: 'openFile',
      placeholder: t('Which file do you want to open?'),
    });
    if (target === undefined) return;
    const { source, file } = target;
    if ((file.bytes ?? 0) > maxDocumentBytes) {
      const preview = t('Show First Rows');
      const download = t('Download…');
      const text = t(
        '{0} is too large to be opened: {1}.',
        file.filename,
        editorFormat.bytes(file.bytes ?? 0),
      );
      const canPreview = !isResult(file);
      const chosen = await showInformation(text, ...(canPreview ? [preview] : []), download);
      if (chosen === preview) await previewFileOf(app, target);
      if (chosen === download) await downloadFileTo(app, target);
      return;
    }
    await withProgress(t('Opening {0}', file.filename), (signal) =>
      isResult(file)
        ? app.documents.openResult(source.id, file.id, file.filename, signal)
        : app.documents.openFile(source.id, file.id, file.filename, signal),
    );
  },
};
