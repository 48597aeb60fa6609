import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import type { JobSource } from '../../jobs/source';
import type { StepsOutcome } from '../../platform/steps';
import type { App, Command } from '../command';
import { ableSources, chooseSource } from '../connections/chooseSource';
import { toDataFile } from '../trainingFiles/dataFile';
import { FileCheck } from '../trainingFiles/fileCheck';
import { createDrafted } from './creating';
import { leaveNothing } from './discardUploads';
import { emptyDraft, type JobDraft } from './draft';
import { JobForm } from './form';
import { OwnUploads } from './ownUploads';

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
      if (source !== undefined)
        await createFrom(app, source, draftWith(app, source, file), { title, failure });
      return;
    }
    const needs = file instanceof Uri ? (['create', 'upload'] as const) : (['create'] as const);
    const canLeaveBack = ableSources(app, needs).length > 1;
    for (;;) {
      const source = await chooseSource(app, title, needs);
      if (source === undefined) return;
      // What was chosen at another connection may not be there: back at this question, the form begins again.
      const outcome = await createFrom(app, source, draftWith(app, source, file, validation), {
        title,
        failure,
        canLeaveBack,
      });
      if (outcome !== 'back') return;
    }
  },
};

/** `file` and `validation`: as {@link createJob} takes them. Of an open file its method is taken, as it is checked for. */
export function draftWith(
  { openData }: Pick<App, 'openData'>,
  { creation }: JobSource,
  file: unknown,
  validation?: unknown,
): JobDraft {
  const { methods } = creation.options;
  const method = file instanceof Uri ? openData.methodOf(file) : undefined;
  const draft = emptyDraft(methods.find((each) => each === method) ?? methods[0]);
  if (file instanceof Uri) draft.trainingFile = toDataFile(file);
  if (validation instanceof Uri) draft.validationFile = toDataFile(validation);
  if (typeof file === 'string') draft.trainingFile = { kind: 'uploaded', id: file, name: file };
  return draft;
}

interface Frame {
  readonly title: string;
  /** What is said to have failed. */
  readonly failure: string;
  readonly canLeaveBack?: boolean;
}

/**
 * Whatever keeps the job from being created leads back to the form, unless the job may be there all the same. Who leaves it
 * leaves nothing behind that was uploaded for it and no job is trained on.
 */
export async function createFrom(
  app: App,
  source: JobSource,
  draft: JobDraft,
  frame: Frame,
): Promise<StepsOutcome> {
  const { title, failure, canLeaveBack = false } = frame;
  const check = new FileCheck(app);
  const uploads = new OwnUploads();
  const create = async (): Promise<StepsOutcome> => {
    const outcome = await createDrafted(app, source, draft, { check, title, uploads });
    if (outcome.kind === 'failed') app.errors.show(failure, outcome.error);
    if (outcome.kind === 'created') return 'next';
    return outcome.mayExist ? 'cancel' : 'back';
  };
  const outcome = await new JobForm(app, source, draft, check, { title, canLeaveBack, create }).fill();
  await leaveNothing(app, uploads, [draft]);
  return outcome;
}
