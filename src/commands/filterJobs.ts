import { l10n, window } from 'vscode';
import { isCancelled } from '../api/errors';
import type { App, Command } from './command';

/** How many older jobs a filter fetches by itself before «Load more…» is left to the person. */
const mostFetched = 2_000;

/** Filters as the person types; then fetches older pages, since what is looked for may be old. */
export const filterJobs: Command = {
  id: 'fineTuning.filterJobs',
  failure: l10n.t('Filtering failed'),
  async run(app) {
    const before = app.viewState.filter;
    const box = window.createInputBox();
    box.title = l10n.t('Filter jobs');
    box.placeholder = l10n.t('Words in the name, id, model, status, file or error');
    box.value = before;
    const text = await new Promise<string | undefined>((resolve) => {
      box.onDidChangeValue((value) => {
        app.viewState.setFilter(value);
      });
      box.onDidAccept(() => {
        resolve(box.value);
        box.hide();
      });
      box.onDidHide(() => {
        resolve(undefined);
        box.dispose();
      });
      box.show();
    });
    app.viewState.setFilter(text ?? before);
    if (text !== undefined && text.trim() !== '') await fetchOlder(app, text.trim());
  },
};

export const clearFilter: Command = {
  id: 'fineTuning.clearFilter',
  failure: l10n.t('Clearing the filter failed'),
  run(app) {
    app.viewState.setFilter('');
    return Promise.resolve();
  },
};

async function fetchOlder(app: App, filter: string): Promise<void> {
  await window.withProgress({ location: { viewId: 'fineTuning.jobs' } }, async () => {
    for (const account of app.accounts.shown) {
      const limit = account.store.size + mostFetched;
      while (
        account.store.nextCursor !== null &&
        account.store.size < limit &&
        app.viewState.filter === filter
      ) {
        try {
          await account.loadOlder();
        } catch (error) {
          if (isCancelled(error)) return;
          throw error;
        }
      }
    }
  });
}
