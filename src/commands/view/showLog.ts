import { t } from '@vscode/l10n';
import type { Command } from '../command';

export const showLog: Command = {
  id: 'fineTuning.showLog',
  failure: t('Showing the log failed'),
  run(app) {
    app.log.show();
    return Promise.resolve();
  },
};
