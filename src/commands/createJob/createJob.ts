import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import { minValidationExamples } from '../../datasets/limits';
import { jobKey } from '../../jobs/jobKey';
import type { JobSource } from '../../jobs/source';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import type { StepsOutcome } from '../../platform/steps';
import type { App, Command } from '../command';
import { ableSources, chooseSource } from '../connections/chooseSource';
import { anyJob, offering, targetOf } from '../jobs/targets';
import { toDataFile } from '../trainingFiles/dataFile';
import { ensureUploaded } from '../trainingFiles/ensureUploaded';
import { FileCheck } from '../trainingFiles/fileCheck';
import { createExactlyOnce } from './createExactlyOnce';
import { draftFrom, emptyDraft, type JobDraft, toRequest, validationFileOf } from './draft';
import { JobForm } from './form';
import { isPriceAccepted } from './price';
import { showCreated } from './showCreated';

/** Quick-pick steps: training file, validation file, base model; then a review where all can be changed. */
export const createJob: Command = {
  id: 'fineTuning.createJob',
  failure: t('Creating the job failed'),
  /** `file`: a file of the explorer; or the id of one that was just uploaded, and to which source. */
  async run(app, file, sourceId) {
    const title = t('Create Fine-Tuning Job');
    if (typeof sourceId === 'string') {
      const source = app.sources.find(sourceId);
      if (source !== undefined) await createFrom(app, source, draftWith(file), title);
      return;
    }
    const needs = file instanceof Uri ? (['create', 'upload'] as const) : (['create'] as const);
    const wasAsked = ableSources(app, needs).length > 1;
    for (;;) {
      const source = await chooseSource(app, title, needs);
      if (source === undefined) return;
      // What was chosen at another connection may not be there: back at this question, the form begins again.
      if ((await createFrom(app, source, draftWith(file), title, wasAsked)) !== 'back') return;
    }
  },
};

/** `file`: as {@link createJob} takes it. */
function draftWith(file: unknown): JobDraft {
  const draft = emptyDraft();
  if (file instanceof Uri) draft.trainingFile = toDataFile(file);
  if (typeof file === 'string') draft.trainingFile = { kind: 'uploaded', id: file, name: file };
  return draft;
}

/** The same for the menus of a file, where the title has to say what kind of job. */
export const createJobFromFile: Command = { ...createJob, id: 'fineTuning.createJobFromFile' };

/** The same steps, with a job's own choices to start from. */
export const cloneJob: Command = {
  id: 'fineTuning.cloneJob',
  failure: t('Cloning the job failed'),
  /** `change`: another base model, such as a checkpoint, or another training file. */
  async run(app, node, change) {
    const isChange = typeof change === 'string' || change instanceof Uri;
    const target = await targetOf(app, isChange ? [node] : [node, change], {
      ...anyJob(t('Which job do you want to clone?')),
      accepts: offering('clone'),
    });
    if (target === undefined) return;
    const { source } = target;
    const job = await withProgress(t('Fetching {0}', jobName(target.job, editorFormat)), (signal) =>
      source.retrieve(target.job.id, signal),
    );
    if (job === undefined) return;
    const requested = app.requests.of(jobKey(source, job.id)) ?? job.requestedHyperparameters;
    const draft = draftFrom(job, requested);
    if (typeof change === 'string') draft.model = change;
    if (change instanceof Uri) draft.trainingFile = toDataFile(change);
    await createFrom(app, source, draft, t('Clone {0}', jobName(target.job, editorFormat)));
  },
};

async function createFrom(
  app: App,
  source: JobSource,
  draft: JobDraft,
  title: string,
  canLeaveBack = false,
): Promise<StepsOutcome> {
  const check = new FileCheck(app);
  const outcome = await new JobForm(app, source, draft, check, title, canLeaveBack).fill();
  if (outcome === 'next') await send(app, source, draft, check);
  return outcome;
}

async function send(app: App, source: JobSource, draft: JobDraft, check: FileCheck): Promise<void> {
  const { trainingFile, method } = draft;
  const validationFile = validationFileOf(draft, source.creation.options);
  if (trainingFile === null) return;
  if (
    !(await check.isFit(trainingFile, method)) ||
    !(await check.isFit(validationFile, method, minValidationExamples))
  )
    return;
  const request = await withProgress(t('Preparing a fine-tuning job'), async (signal, report) => {
    const training = await ensureUploaded(app, source, trainingFile, signal, report);
    const validation =
      validationFile === null ? null : await ensureUploaded(app, source, validationFile, signal, report);
    return toRequest(draft, source.creation.options, training, validation);
  });
  if (request === undefined || !(await isPriceAccepted(app, source, request))) return;
  const job = await createExactlyOnce(source, request);
  if (job === undefined) return;
  await showCreated(app, source, job, request);
}
