import { t } from '@vscode/l10n';
import { Uri, window, workspace } from 'vscode';
import { toFileName } from './fileName';
import { inert } from './inertText';

export interface SaveOptions {
  readonly title?: string;
  /** Kinds of files by their names, as endings without the dot. */
  readonly filters?: Record<string, string[]>;
}

/** Where to save a file, in the workspace unless the person chooses another folder; undefined: they cancelled. */
export function askWhereToSave(suggestedName: string, { title, filters }: SaveOptions = {}) {
  const name = toFileName(suggestedName);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return window.showSaveDialog({
    defaultUri: folder === undefined ? Uri.file(name) : Uri.joinPath(folder, name),
    ...(title === undefined ? {} : { title: inert(title) }),
    ...(filters === undefined ? {} : { filters: { ...filters, [t('All files')]: ['*'] } }),
  });
}
