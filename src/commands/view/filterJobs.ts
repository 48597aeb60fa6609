import { t } from '@vscode/l10n';
import { withProgress } from '../../platform/cancellation';
import { createBox } from '../../platform/picks';
import type { App, Command } from '../command';

/** Pages of 100 older jobs that a filter fetches by itself before “Load more…” is left to the person. */
const maxPages = 20;

/** Filters as the person types; then fetches older pages, since what is looked for may be old. */
export const filterJobs: Command = {
  id: 'fineTuning.filterJobs',
  failure: t('Filtering failed'),
  async run(app) {
    const before = app.viewState.filter;
    const box = createBox();
    box.title = t('Filter jobs');
    box.placeholder = t('Words in the name, id, model, status, file or error');
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

/** The filter that shows hidden jobs: for the row that says how many there are. */
export const showHiddenJobs: Command = {
  id: 'fineTuning.showHiddenJobs',
  failure: t('Filtering failed'),
  run(app) {
    app.viewState.setFilter('is:hidden');
    return Promise.resolve();
  },
};

export const clearFilter: Command = {
  id: 'fineTuning.clearFilter',
  failure: t('Clearing the filter failed'),
  run(app) {
    app.viewState.setFilter('');
    return Promise.resolve();
  },
};

async function fetchOlder(app: App, filter: string): Promise<void> {
  await withProgress(t('Filtering older jobs'), async (signal, report) => {
    for (const source of app.sources.shown) {
      for (let page = 0; page < maxPages && source.store.nextCursor !== null; page++) {
        if (app.viewState.filter !== filter) return;
        report.say(t('{0} jobs of {1}', source.store.size, source.name));
        await source.loadOlder(signal);
      }
    }
  });
}
