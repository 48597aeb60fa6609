import { t } from '@vscode/l10n';
import { engineElsewhere } from '../../jobs/engineElsewhere';
import { withViewProgress } from '../../platform/cancellation';
import { askModal, showInformation } from '../../platform/show';
import type { App, Command } from '../command';
import { refreshSources } from '../view/refreshSources';
import { engineOf, ownSource, showEngine } from './ownEngine';

export const startEngine: Command = {
  id: 'fineTuning.startEngine',
  failure: t('Starting the local engine failed'),
  async run(app) {
    const engine = engineOf(app);
    if (engine === null || (engine.address === null && isElsewhere(app))) return;
    const isStarted = await withViewProgress(t('Starting the local engine'), async (signal) => {
      await showEngine(app, engine, signal);
      return true;
    });
    if (isStarted === true) await refreshSources(app.sources.shown);
  },
};

/** Says so where a local engine runs already: then this window needs none of its own. */
function isElsewhere({ sources }: App): boolean {
  const running = engineElsewhere(sources);
  if (running !== undefined) void showInformation(t('A local engine runs already: {0}.', running.name));
  return running !== undefined;
}

export const stopEngine: Command = {
  id: 'fineTuning.stopEngine',
  failure: t('Stopping the local engine failed'),
  async run(app) {
    const engine = engineOf(app);
    if (engine === null) return;
    const own = ownSource(app);
    if (own !== undefined && own.store.active().length > 0) {
      const detail = t('A job is training. It goes on from its last epoch when the engine is started again.');
      const question = t('Stop the local engine?');
      const buttons = [t('Stop Engine')];
      if ((await askModal({ question, detail, buttons, wayOut: t('Keep Running') })) === undefined) return;
    }
    await engine.stop();
    if (own !== undefined) await refreshSources([own]);
  },
};
