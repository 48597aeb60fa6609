import { t } from '@vscode/l10n';
import { type Uri, workspace } from 'vscode';
import { askModal } from '../../platform/show';
import { toDataFile } from './dataFile';
import { savedFirst } from './savedFirst';

/**
 * Whether a file is on disk as its editor shows it, after its changes were saved where the person wants that.
 *
 * @param detail why they have to be saved
 */
export function askToSave(file: Uri, detail: string): Promise<boolean> {
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  return savedFirst(document, async () => {
    const save = t('Save and Continue');
    const chosen = await askModal({
      question: t('{0} has changes that are not saved', toDataFile(file).name),
      detail,
      buttons: [save],
      wayOut: t('Do Nothing'),
    });
    return chosen === save;
  });
}
