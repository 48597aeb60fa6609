import { randomInt } from 'node:crypto';

import { badRequest } from '../http/apiError';
import type { DatasetRole } from '../jobs/failures';
import type { Integration, JobRecord } from '../jobs/record';
import { nowSeconds } from '../store/clock';
import { newId } from '../store/ids';
import { baseModelNamed } from '../training/baseModels';
import type { Hyperparameters } from '../training/hyperparameters';
import type { EngineContext } from './context';

/** What a job is created from, whichever API requested it. */
export interface NewJob {
  readonly model: string;
  readonly trainingFile: string;
  readonly validationFile: string | null;
  readonly suffix: string | null;
  /** Null: any. */
  readonly seed: number | null;
  readonly method: JobRecord['method'];
  readonly hyperparameters: Hyperparameters;
  readonly integrations: Integration[];
  readonly metadata: Record<string, string> | null;
  readonly promptLossWeight: number | null;
}

/** Creates a job and starts it. Throws a 400 for a model or a file that is not there or cannot be used. */
export async function createJob(
  newJob: NewJob,
  { jobs, files, models, scheduler }: EngineContext,
): Promise<JobRecord> {
  const baseModel = baseModelUnder(newJob.model, models);
  checkFile(newJob.trainingFile, 'training_file', files);
  if (newJob.validationFile !== null) checkFile(newJob.validationFile, 'validation_file', files);
  const createdAt = nowSeconds();
  const job = await jobs.add({
    ...newJob,
    requestedHyperparameters: newJob.hyperparameters,
    baseModel,
    id: newId('ftjob-'),
    createdAt,
    updatedAt: createdAt,
    finishedAt: null,
    estimatedFinish: null,
    status: 'validating_files',
    error: null,
    fineTunedModel: null,
    seed: newJob.seed ?? randomInt(2 ** 31),
    resultFiles: [],
    trainedTokens: null,
    examples: null,
    checkpoints: [],
    deletedModels: [],
  });
  await jobs.addEvent(job, `Created fine-tuning job: ${job.id}`);
  if (job.method === 'dpo') {
    await jobs.addEvent(
      job,
      'The local engine learns the preferred outputs and makes no use of beta.',
      'warn',
    );
  }
  scheduler.submit(job);
  return job;
}

function baseModelUnder(model: string, models: EngineContext['models']): string {
  const base = baseModelNamed(model) ?? models.find(model)?.base;
  if (base) return base.id;
  const known = models
    .bases()
    .map(({ id }) => id)
    .join(', ');
  const message = `The model \`${model}\` does not exist. The local engine has ${known}, and what was trained from them.`;
  throw badRequest(message, 'model', 'model_not_found');
}

function checkFile(id: string, param: DatasetRole, files: EngineContext['files']): void {
  const file = files.get(id);
  if (!file) throw badRequest(`invalid ${param}: ${id}`, param, 'file_not_found');
  if (file.purpose === 'fine-tune') return;
  const message = `File '${id}' has the purpose '${file.purpose}', not 'fine-tune'.`;
  throw badRequest(message, param, 'invalid_file_purpose');
}
