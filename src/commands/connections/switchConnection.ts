import { t } from '@vscode/l10n';
import { type QuickPickItem, ThemeIcon } from 'vscode';
import { addressed } from '../../platform/addressed';
import { createPick } from '../../platform/picks';
import type { App, Command } from '../command';
import { kindOf } from './kindOf';

/** Which connections are on screen: one, or several side by side. */
export const switchConnection: Command = {
  id: 'fineTuning.switchConnection',
  failure: t('Switching connections failed'),
  async run(app) {
    if (app.sources.available.length === 0) {
      await app.run('fineTuning.addConnection');
      return;
    }
    const answer = await askWhich(app);
    if (answer === 'add') await app.run('fineTuning.addConnection');
    else if (answer !== undefined && answer.length > 0) await app.sources.show(answer);
  },
};

interface ConnectionItem extends QuickPickItem {
  readonly name: string;
}

/** Names; `add`: none of these. */
function askWhich(app: App): Promise<readonly string[] | 'add' | undefined> {
  return new Promise((resolve) => {
    const pick = createPick<ConnectionItem>();
    pick.title = t('Show Connections');
    pick.placeholder = t('Choose one connection, or several to see them side by side');
    pick.canSelectMany = true;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.buttons = [{ iconPath: new ThemeIcon('add'), tooltip: t('Add Connection…') }];
    pick.items = app.sources.available.map((connection): ConnectionItem => ({
      name: connection.name,
      label: connection.name,
      description: kindOf(connection),
      detail: addressed(connection)?.baseUrl ?? t('Runs on this machine'),
    }));
    const shown = new Set(app.sources.shown.map(({ name }) => name));
    pick.selectedItems = pick.items.filter(({ name }) => shown.has(name));
    pick.onDidTriggerButton(() => {
      resolve('add');
      pick.hide();
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.map(({ name }) => name));
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
