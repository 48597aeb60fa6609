import { t } from '@vscode/l10n';
import type { Command } from '../command';
import { loadMoreOf } from '../loadMoreOf';

/** The next page of models, or more rows of those that are loaded. */
export const loadMoreModels: Command = {
  id: 'fineTuning.loadMoreModels',
  failure: t('Loading more models failed'),
  async run(app, node) {
    await loadMoreOf(app, app.models, node, t('Loading more models'));
  },
};
