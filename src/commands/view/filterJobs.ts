import { l10n } from 'vscode';
import { withProgress } from '../../platform/cancellation';
import type { App, Command } from '../command';
import { createBox } from '../../platform/picks';

/** Pages of 100 older jobs that a filter fetches by itself before «Load more…» is left to the person. */
const maxPages = 20;

/** Filters as the person types; then fetches older pages, since what is looked for may be old. */
export const filterJobs: Command = {
  id: 'fineTuning.filterJobs',
  failure: l10n.t('Filtering failed'),
  async run(app) {
    const before = app.viewState.filter;
    const box = createBox();
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
  await withProgress(l10n.t('Filtering older jobs'), async (signal, report) => {
    for (const source of app.sources.shown) {
      for (let page = 0; page < maxPages && source.store.nextCursor !== null; page++) {
        if (app.viewState.filter !== filter) return;
        report.say(l10n.t('{0} jobs of {1}', source.store.size, source.name));
        await source.loadOlder(signal);
      }
    }
  });
}
