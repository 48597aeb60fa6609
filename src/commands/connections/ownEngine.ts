import { t } from '@vscode/l10n';
import { endable } from '../../api/abortable';
import type { Connection } from '../../api/connection';
import { engineElsewhere } from '../../jobs/engineElsewhere';
import type { JobSource } from '../../jobs/source';
import type { LocalEngine } from '../../platform/host';
import { showInformation } from '../../platform/show';
import type { App } from '../command';

/** The engine of this window; says so where there can be none. */
export function engineOf(app: App): LocalEngine | null {
  if (app.host.engine === null) {
    void showInformation(t('The local engine needs VS Code on a desktop or a server.'));
  }
  return app.host.engine;
}

/** Starts the engine, and shows its jobs beside those that are on screen. The signal stops it again. */
export async function showEngine(app: App, engine: LocalEngine, signal: AbortSignal): Promise<void> {
  await endable(engine.start(), signal, () => {
    void engine.stop();
  });
  const own = ownConnection(app);
  if (own !== undefined) await app.sources.showAlso(own.name);
}

/** The engine's jobs, where they are on screen. */
export function ownSource(app: App): JobSource | undefined {
  const name = ownConnection(app)?.name;
  return app.sources.shown.find((source) => source.name === name);
}

/** The engine of the window as a connection: it has no address of its own. */
function ownConnection({ sources }: App): Connection | undefined {
  return sources.available.find(({ dialect, baseUrl }) => dialect === 'local' && baseUrl === undefined);
}

/**
 * The jobs of a local engine, on screen: of one that runs elsewhere, else those of the window's own, which is started.
 * Undefined where there is none, which was said.
 */
export async function engineSource(app: App, signal: AbortSignal): Promise<JobSource | undefined> {
  const running = app.host.engine?.address == null ? engineElsewhere(app.sources) : undefined;
  if (running !== undefined) return running;
  const elsewhere = app.sources.available.find(({ dialect }) => dialect === 'local');
  const connection = ownConnection(app) ?? elsewhere;
  if (connection?.baseUrl === undefined) {
    const engine = engineOf(app);
    if (engine !== null) await showEngine(app, engine, signal);
  } else await app.sources.showAlso(connection.name);
  return app.sources.shown.find(({ name }) => name === connection?.name);
}
