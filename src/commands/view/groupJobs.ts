import { t } from '@vscode/l10n';
import { ThemeIcon } from 'vscode';
import { pickOne } from '../../platform/picks';
import type { Grouping, Sorting } from '../../views/grouping';
import type { Command } from '../command';

export const groupJobs: Command = {
  id: 'fineTuning.groupJobs',
  failure: t('Grouping failed'),
  async run(app) {
    const choices: readonly (readonly [Grouping, string])[] = [
      ['status', t('Status')],
      ['model', t('Base model')],
      ['trainingFile', t('Training file')],
      ['day', t('Day')],
      ['none', t('Not at all')],
    ];
    const chosen = await pickOne(choices.map(toItem(app.viewState.grouping)), {
      placeHolder: t('Group jobs by'),
    });
    if (chosen !== undefined) app.viewState.setGrouping(chosen.value);
  },
};

export const sortJobs: Command = {
  id: 'fineTuning.sortJobs',
  failure: t('Sorting failed'),
  async run(app) {
    const choices: readonly (readonly [Sorting, string])[] = [
      ['newest', t('Newest first')],
      ['oldest', t('Oldest first')],
      ['name', t('Name')],
      ['loss', t('Best known loss first')],
      ['tokens', t('Most trained tokens first')],
    ];
    const chosen = await pickOne(choices.map(toItem(app.viewState.sorting)), {
      placeHolder: t('Sort the jobs of each group by'),
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
