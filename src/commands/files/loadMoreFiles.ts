import { t } from '@vscode/l10n';
import type { Command } from '../command';
import { loadMoreOf } from '../loadMoreOf';

/** The next page of files, or more rows of those that are loaded. */
export const loadMoreFiles: Command = {
  id: 'fineTuning.loadMoreFiles',
  failure: t('Loading more files failed'),
  async run(app, node) {
    await loadMoreOf(app, app.files, node, t('Loading more files'));
  },
};
