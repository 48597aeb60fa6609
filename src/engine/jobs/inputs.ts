import type { FileStore } from '../store/fileStore';
import type { DatasetRole } from './jobErrors';
import type { ModelRegistry } from './modelRegistry';
import type { JobError, JobRecord } from './record';

/** What a job needs but is missing: a file, or the model to continue from. Null if nothing is. */
export function missingInput(job: JobRecord, files: FileStore, models: ModelRegistry): JobError | null {
  const missingFile = (id: string, param: DatasetRole): JobError | null =>
    files.get(id) ? null : { code: 'file_not_found', message: `The file ${id} is no longer there.`, param };
  return (
    missingFile(job.trainingFile, 'training_file') ??
    (job.validationFile === null ? null : missingFile(job.validationFile, 'validation_file')) ??
    missingModel(job, models)
  );
}

/** The paths of a job's data and how to read them: part of every task of the worker. */
export function datasetInputs(job: JobRecord, files: FileStore) {
  return {
    trainingPath: files.contentPath(job.trainingFile),
    validationPath: job.validationFile === null ? null : files.contentPath(job.validationFile),
    method: job.method,
  };
}

function missingModel(job: JobRecord, models: ModelRegistry): JobError | null {
  if (job.model === job.baseModel || models.find(job.model)) return null;
  return { code: 'model_not_found', message: `The model ${job.model} is no longer there.`, param: 'model' };
}
