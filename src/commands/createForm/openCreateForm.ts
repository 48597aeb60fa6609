import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import type { App, Command } from '../command';
import { ableSources, chooseSource } from '../connections/chooseSource';
import { draftWith } from '../createJob/createJob';
import { openForm } from './openForm';

/** Opens the page that creates a job. */
export const openCreateForm: Command = {
  id: 'fineTuning.openCreateForm',
  failure: t('Creating the job failed'),
  run: openFor,
};

/** The same for the menus of a file, where the title has to say what kind of job. */
export const createJobFromFile: Command = {
  ...openCreateForm,
  id: 'fineTuning.createJobFromFile',
};

/** @param file of the explorer, with `validation` another one. The connection is chosen on the page. */
async function openFor(app: App, file?: unknown, _place?: unknown, validation?: unknown): Promise<void> {
  const title = t('Create Fine-Tuning Job');
  const needs = file instanceof Uri ? (['create', 'upload'] as const) : (['create'] as const);
  const [first] = ableSources(app, needs);
  const source = first ?? (await chooseSource(app, title, needs)); // says why there is none
  if (source === undefined) return;
  openForm(app, { source, draft: draftWith(app, source, file, validation), title });
}
