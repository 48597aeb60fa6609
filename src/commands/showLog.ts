import type { Command } from './command';

export const showLog: Command = {
  id: 'fineTuning.showLog',
  failure: 'Showing the log failed',
  run(app) {
    app.log.show();
    return Promise.resolve();
  },
};
