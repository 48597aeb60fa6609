import { t } from '@vscode/l10n';
import { endable } from '../../api/abortable';
import type { JobSource } from '../../jobs/source';
import { withViewProgress } from '../../platform/cancellation';
import { askModal, showInformation } from '../../platform/show';
import type { App, Command } from '../command';
import { refreshSources } from '../view/refreshSources';

export const startEngine: Command = {
  id: 'fineTuning.startEngine',
  failure: t('Starting the local engine failed'),
  async run(app) {
    const engine = engineOf(app);
    if (engine === null) return;
    const address = await withViewProgress(t('Starting the local engine'), (signal) =>
      endable(engine.start(), signal, () => {
        void engine.stop();
      }),
    );
    if (address === undefined) return; // cancelled
    const own = app.sources.available.find(isOwnEngine);
    if (own !== undefined) await app.sources.showAlso(own.name);
    await refreshSources(app.sources.shown);
  },
};

export const stopEngine: Command = {
  id: 'fineTuning.stopEngine',
  failure: t('Stopping the local engine failed'),
  async run(app) {
    const engine = engineOf(app);
    if (engine === null) return;
    const own = ownSource(app);
    if (own !== undefined && own.store.active().length > 0) {
      const stop = t('Stop Engine');
      const detail = t('A job is training. It goes on from its last epoch when the engine is started again.');
      const chosen = await askModal(t('Stop the local engine?'), detail, stop);
      if (chosen !== stop) return;
    }
    await engine.stop();
    if (own !== undefined) await refreshSources([own]);
  },
};

function engineOf(app: App): App['host']['engine'] {
  if (app.host.engine === null) {
    void showInformation(t('The local engine needs VS Code on a desktop or a server.'));
  }
  return app.host.engine;
}

/** The engine's jobs, where they are on screen. */
function ownSource({ sources }: App): JobSource | undefined {
  const name = sources.available.find(isOwnEngine)?.name;
  return sources.shown.find((source) => source.name === name);
}

function isOwnEngine(connection: { dialect: string; baseUrl?: string | undefined }): boolean {
  return connection.dialect === 'local' && connection.baseUrl === undefined;
}
