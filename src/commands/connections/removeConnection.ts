import { t } from '@vscode/l10n';
import type { Connection } from '../../api/connection';
import { addressed } from '../../platform/addressed';
import { pickOne } from '../../platform/picks';
import { forgetConnection, readConnections } from '../../platform/settings';
import { askModal, showInformation } from '../../platform/show';
import type { Command } from '../command';
import { kindOf } from './kindOf';
import { namedConnection } from './namedConnection';

export const removeConnection: Command = {
  id: 'fineTuning.removeConnection',
  failure: t('Removing the connection failed'),
  async run(app, node) {
    const saved = readConnections().connections;
    const named = namedConnection(app, node);
    const connection = named ?? (await choose(saved));
    if (connection === undefined) return;
    if (!saved.some(({ name }) => name === connection.name)) {
      const text = t('{0} comes by itself and is not saved: it cannot be removed.', connection.name);
      void showInformation(text);
      return;
    }
    const detail = t(
      'Its API key is deleted from secret storage. Jobs and files at the provider stay as they are.',
    );
    const question = t('Remove {0}?', connection.name);
    const buttons = [t('Remove Connection')];
    const wayOut = t('Keep Connection');
    if ((await askModal({ question, detail, buttons, wayOut })) === undefined) return;
    await app.sources.forget(connection.name);
    await forgetConnection(connection.name);
    await app.sources.reload();
    // Last: what is on screen when a key changes is requested again.
    const target = addressed(connection);
    if (target !== undefined) await app.keys.delete(target);
  },
};

async function choose(saved: readonly Connection[]): Promise<Connection | undefined> {
  if (saved.length === 0) {
    void showInformation(t('There is no saved connection.'));
    return undefined;
  }
  const items = saved.map((connection) => ({
    label: connection.name,
    description: kindOf(connection),
    detail: addressed(connection)?.baseUrl ?? t('Runs on this machine'),
    connection,
  }));
  const placeHolder = t('Which connection do you want to remove?');
  return (await pickOne(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.connection;
}
