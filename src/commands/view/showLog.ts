import { l10n } from 'vscode';
import type { Command } from '../command';

export const showLog: Command = {
  id: 'fineTuning.showLog',
  failure: l10n.t('Showing the log failed'),
  run(app) {
    app.log.show();
    return Promise.resolve();
  },
};
