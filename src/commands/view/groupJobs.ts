import { ThemeIcon, l10n } from 'vscode';
import type { Grouping, Sorting } from '../../views/grouping';
import type { Command } from '../command';
import { pickOne } from '../../platform/picks';

export const groupJobs: Command = {
  id: 'fineTuning.groupJobs',
  failure: l10n.t('Grouping failed'),
  async run(app) {
    const choices: readonly (readonly [Grouping, string])[] = [
      ['status', l10n.t('Status')],
      ['model', l10n.t('Base model')],
      ['trainingFile', l10n.t('Training file')],
      ['day', l10n.t('Day')],
      ['none', l10n.t('Not at all')],
    ];
    const chosen = await pickOne(choices.map(toItem(app.viewState.grouping)), {
      placeHolder: l10n.t('Group jobs by'),
    });
    if (chosen !== undefined) app.viewState.setGrouping(chosen.value);
  },
};

export const sortJobs: Command = {
  id: 'fineTuning.sortJobs',
  failure: l10n.t('Sorting failed'),
  async run(app) {
    const choices: readonly (readonly [Sorting, string])[] = [
      ['newest', l10n.t('Newest first')],
      ['oldest', l10n.t('Oldest first')],
      ['name', l10n.t('Name')],
      ['tokens', l10n.t('Most trained tokens first')],
    ];
    const chosen = await pickOne(choices.map(toItem(app.viewState.sorting)), {
      placeHolder: l10n.t('Sort the jobs of each group by'),
    });
    if (chosen !== undefined) app.viewState.setSorting(chosen.value);
  },
};

function toItem<T>(current: T) {
  return ([value, label]: readonly [T, string]) => ({
    label,
    ...(value === current ? { iconPath: new ThemeIcon('check') } : {}),
    value,
  });
}
