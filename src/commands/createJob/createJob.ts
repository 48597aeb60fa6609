import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import { minValidationExamples } from '../../datasets/limits';
import { jobKey } from '../../jobs/jobKey';
import type { JobSource, OneCreation } from '../../jobs/source';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import type { StepsOutcome } from '../../platform/steps';
import type { App, Command } from '../command';
import { ableSources, chooseSource } from '../connections/chooseSource';
import { anyJob, offering, targetOf } from '../jobs/targets';
import { asItIsNow, type DataFile, toDataFile, versionOf } from '../trainingFiles/dataFile';
import { ensureUploaded } from '../trainingFiles/ensureUploaded';
import { FileCheck } from '../trainingFiles/fileCheck';
import { createExactlyOnce } from './createExactlyOnce';
import {
  draftFrom,
  emptyDraft,
  type JobDraft,
  problemWithClone,
  startFrom,
  toRequest,
  validationFileOf,
} from './draft';
import { JobForm } from './form';
import { isPriceAccepted } from './price';
import { showCreated } from './showCreated';
import { wandbKeyFor } from './wandb';

/** Quick-pick steps: training file, validation file, base model; then a review where all can be changed. */
export const createJob: Command = {
  id: 'fineTuning.createJob',
  failure: t('Creating the job failed'),
  /**
   * `file`: a file of the explorer, with `validation` another one; or the id of one that was just uploaded, and to which
   * source.
   */
  async run(app, file, sourceId, validation) {
    const { failure } = createJob;
    const title = t('Create Fine-Tuning Job');
    if (typeof sourceId === 'string') {
      const source = app.sources.find(sourceId);
      if (source !== undefined) await createFrom(app, source, draftWith(source, file), { title, failure });
      return;
    }
    const needs = file instanceof Uri ? (['create', 'upload'] as const) : (['create'] as const);
    const canLeaveBack = ableSources(app, needs).length > 1;
    for (;;) {
      const source = await chooseSource(app, title, needs);
      if (source === undefined) return;
      // What was chosen at another connection may not be there: back at this question, the form begins again.
      const outcome = await createFrom(app, source, draftWith(source, file, validation), {
        title,
        failure,
        canLeaveBack,
      });
      if (outcome !== 'back') return;
    }
  },
};

/** `file` and `validation`: as {@link createJob} takes them. */
function draftWith({ creation }: JobSource, file: unknown, validation?: unknown): JobDraft {
  const draft = emptyDraft(creation.options.methods[0]);
  if (file instanceof Uri) draft.trainingFile = toDataFile(file);
  if (validation instanceof Uri) draft.validationFile = toDataFile(validation);
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
    const problem = problemWithClone(job, source.creation.options);
    if (problem !== null) throw new Error(problem);
    const key = jobKey(source, job.id);
    const requested = app.requests.of(key) ?? job.requestedHyperparameters;
    const draft = draftFrom(job, requested, source.store, app.requests.keptFor(key));
    if (typeof change === 'string') startFrom(draft, change, source.creation.options);
    if (change instanceof Uri) draft.trainingFile = toDataFile(change);
    const title = t('Clone {0}', jobName(target.job, editorFormat));
    await createFrom(app, source, draft, { title, failure: cloneJob.failure });
  },
};

interface Frame {
  readonly title: string;
  /** What is said to have failed. */
  readonly failure: string;
  readonly canLeaveBack?: boolean;
}

/** Whatever keeps the job from being created leads back to the form, unless the job may be there all the same. */
function createFrom(app: App, source: JobSource, draft: JobDraft, frame: Frame): Promise<StepsOutcome> {
  const { title, failure, canLeaveBack = false } = frame;
  const check = new FileCheck(app);
  const create = async (): Promise<StepsOutcome> => {
    let creation: OneCreation | undefined;
    try {
      const request = await prepare(app, source, draft, check, title);
      if (request === undefined || !(await isPriceAccepted(app, source, request))) return 'back';
      creation = source.creation.begin(request);
      const job = await createExactlyOnce(creation);
      if (job !== undefined) {
        await showCreated(app, source, job, request);
        return 'next';
      }
    } catch (error) {
      app.errors.show(failure, error);
    }
    return creation?.mayExist === true ? 'cancel' : 'back';
  };
  return new JobForm(app, source, draft, check, { title, canLeaveBack, create }).fill();
}

/** Checks the files and uploads them; the draft then names what was uploaded. Undefined: the person does not want to. */
async function prepare(app: App, source: JobSource, draft: JobDraft, check: FileCheck, title: string) {
  const { method } = draft;
  const { options } = source.creation;
  if (draft.trainingFile === null) return undefined;
  const trainingFile = (draft.trainingFile = await asItIsNow(draft.trainingFile));
  const wanted = validationFileOf(draft, options);
  const validationFile = wanted === null ? null : (draft.validationFile = await asItIsNow(wanted));
  if (
    !(await check.isFit(trainingFile, method)) ||
    !(await check.isFit(validationFile, method, minValidationExamples)) ||
    !(await check.isThere(trainingFile, source)) ||
    !(await check.isThere(validationFile, source))
  )
    return undefined;
  const wandbKey = await wandbKeyFor(app, draft, options, title);
  if (wandbKey === null) return undefined;
  return withProgress(t('Preparing a fine-tuning job'), async (signal, report) => {
    const upload = async (file: DataFile): Promise<DataFile & { kind: 'uploaded' }> => {
      if (file.kind === 'uploaded') return file;
      const { uri, name } = file;
      const version = await versionOf(uri);
      const id = await ensureUploaded(app, source, file, signal, report);
      return { kind: 'uploaded', id, name, from: { uri, version } };
    };
    const training = (draft.trainingFile = await upload(trainingFile));
    const validation = validationFile === null ? null : await upload(validationFile);
    draft.validationFile = validation ?? draft.validationFile;
    return toRequest(draft, options, training.id, validation?.id ?? null, wandbKey);
  });
}
