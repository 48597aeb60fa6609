import { t } from '@vscode/l10n';
import { type QuickPick, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import { parseJobKey } from '../../jobs/jobKey';
import { createPick } from '../../platform/picks';
import { showInformation } from '../../platform/show';
import type { JobKey } from '../../shared/protocol';
import { type FilterTerm, filterTermsOf, hasTerm, termsFor, toggleTerm } from '../../views/filterTerms';
import { parseFilter } from '../../views/jobFilter';
import type { App, Command } from '../command';
import { findJobs } from './findJobs';

/** A line of the quick pick; without a term it is the filter as it stands. */
type Item = QuickPickItem & { readonly term?: FilterTerm };

/** Filters as the person types or chooses terms; then looks for older jobs that fit. */
export const filterJobs: Command = {
  id: 'fineTuning.filterJobs',
  failure: t('Filtering failed'),
  async run(app) {
    const before = app.viewState.filter;
    const text = await ask(app);
    app.viewState.setFilter(text ?? before);
    if (text !== undefined && text.trim() !== '') await findJobs(app);
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

/** The filter that shows hidden jobs: for the row that says how many there are. */
export const showHiddenJobs: Command = {
  id: 'fineTuning.showHiddenJobs',
  failure: t('Filtering failed'),
  async run(app) {
    const isShown = (key: JobKey) => app.sources.shown.some(({ id }) => id === parseJobKey(key).sourceId);
    if (![...app.marks.all].some(([key, { isHidden }]) => isHidden && isShown(key))) {
      void showInformation(t('No job is hidden.'));
      return;
    }
    app.viewState.setFilter('is:hidden');
    await findJobs(app);
  },
};

/** The filter that the person accepted; undefined: none. One with a problem cannot be accepted. */
function ask(app: App): Promise<string | undefined> {
  const jobs = app.sources.shown.flatMap(({ store }) => store.all());
  const terms = filterTermsOf(jobs);
  const statuses = new Set(jobs.map(({ status }) => status));
  const pick = createPick<Item>();
  pick.title = t('Filter Jobs');
  pick.placeholder = t('Words, or terms such as status:failed, after:7d, key=value');
  const change = (text: string) => {
    app.viewState.setFilter(text);
    pick.items = itemsOf(app, text, terms, problemOf(app, text, statuses));
    pick.activeItems = pick.items.slice(0, 1);
  };
  return new Promise((resolve) => {
    pick.onDidChangeValue(change);
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen?.term !== undefined) change(add(pick, chosen.term));
      else if (problemOf(app, pick.value, statuses) === undefined) {
        resolve(pick.value);
        pick.hide();
      }
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.value = app.viewState.filter === '' ? '' : `${app.viewState.filter} `;
    change(pick.value);
    pick.show();
  });
}

/** With a space after it, so that the next one can be chosen. */
function add(pick: QuickPick<Item>, term: FilterTerm): string {
  const text = toggleTerm(pick.value, term);
  pick.value = text === '' ? '' : `${text} `;
  return pick.value;
}

function problemOf(app: App, text: string, statuses: ReadonlySet<string>): string | undefined {
  const { problems } = parseFilter(text, app.clock.now() / 1000, statuses);
  return problems.length === 0 ? undefined : problems.join(' ');
}

/** What is typed stays first, whatever VS Code finds in the others: it is what Enter accepts. */
function itemsOf(
  app: App,
  text: string,
  terms: readonly FilterTerm[],
  problem: string | undefined,
): readonly Item[] {
  const own: Item = {
    label: text.trim() === '' ? t('All jobs') : text.trim(),
    description: problem ?? app.view.tree.found(),
    iconPath: new ThemeIcon(problem === undefined ? 'filter' : 'warning'),
    alwaysShow: true,
  };
  return [own, ...termsFor(text, terms).flatMap((term, at, all) => sectioned(term, all[at - 1], text))];
}

function sectioned(term: FilterTerm, before: FilterTerm | undefined, text: string): Item[] {
  const item = {
    label: term.label,
    description: term.label === term.term ? '' : term.term,
    iconPath: new ThemeIcon(hasTerm(text, term.term) ? 'check' : term.icon),
    alwaysShow: true,
    term,
  };
  return term.section === before?.section
    ? [item]
    : [{ label: term.section, kind: QuickPickItemKind.Separator }, item];
}
