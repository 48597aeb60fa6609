import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import { pickOne } from '../../platform/picks';
import { showInformation } from '../../platform/show';
import type { Command } from '../command';
import { methodDetails, methodTypes } from '../methodDetails';
import { trainingFileInFront } from './chooseTrainingFile';

/** By which method's rules an open training file is checked, until it is closed. */
export const chooseDataMethod: Command = {
  id: 'fineTuning.chooseDataMethod',
  failure: t('Choosing the method failed'),
  async run(app, clicked) {
    const { openData } = app;
    const file = clicked instanceof Uri ? clicked : trainingFileInFront(app);
    const method = file === undefined ? undefined : openData.methodOf(file);
    if (file === undefined || method === undefined) {
      void showInformation(t('Open a training file first: a .jsonl or .ndjson file with examples.'));
      return;
    }
    const chosen = openData.chosenMethod(file);
    const items = [
      { label: t('What the Data Says'), detail: t('Read off its first example'), method: undefined },
      ...methodTypes.map((each) => ({ label: each, detail: methodDetails[each], method: each })),
    ].map((item) => ({ ...item, ...(item.method === chosen ? { description: t('chosen') } : {}) }));
    const placeHolder = t('This file is checked for the method {0}. For which one is it meant?', method);
    const picked = await pickOne(items, { placeHolder });
    if (picked !== undefined) openData.chooseMethod(file, picked.method);
  },
};
