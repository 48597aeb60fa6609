import { stat } from 'node:fs/promises';
import type { JobRecord } from './record';

/**
 * Stands for a job whose record cannot be read, so that it does not look lost: it has failed, and its error names
 * the record's path. It is never written.
 */
export async function unreadableJob(id: string, recordPath: string): Promise<JobRecord> {
  const createdAt = await stat(recordPath).then(
    ({ mtimeMs }) => Math.floor(mtimeMs / 1000),
    () => 0,
  );
  return {
    id,
    order: 0,
    createdAt: Math.max(1, createdAt),
    updatedAt: createdAt,
    finishedAt: Math.max(1, createdAt),
    estimatedFinish: null,
    status: 'failed',
    error: {
      code: 'record_unreadable',
      message: `What the engine keeps of this job cannot be read. It is left as it is: ${recordPath}`,
      param: null,
    },
    model: 'unknown',
    baseModel: 'unknown',
    fineTunedModel: null,
    trainingFile: 'unknown',
    validationFile: null,
    suffix: null,
    seed: 0,
    method: 'supervised',
    hyperparameters: { n_epochs: 'auto', batch_size: 'auto', learning_rate_multiplier: 'auto' },
    integrations: [],
    metadata: null,
    resultFiles: [],
    trainedTokens: null,
    examples: null,
    checkpoints: [],
    deletedModels: [],
    promptLossWeight: null,
  };
}
