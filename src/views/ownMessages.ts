import type { FineTuningJob } from '../api/wire/job';
import type { JobDetails } from '../jobs/source';
import type { FromPage, JobKey } from '../shared/protocol';

/** What a page may know of one of its jobs. */
export interface OwnJob {
  readonly key: JobKey;
  readonly details: Pick<JobDetails, 'job' | 'checkpoints'>;
}

/** Characters that a page may put on the clipboard or into a file. */
const maxContentLength = 64 * 1024 * 1024;

/**
 * Whether a message is about what its page shows: its own jobs, their files and their models. A page shows what
 * servers say; should one ever get a say in it, it must not reach further than that.
 */
export function isOwnMessage(message: FromPage, jobs: readonly OwnJob[]): boolean {
  if (message.type === 'copy') return message.text.length <= maxContentLength;
  if (message.type === 'save') return message.content.length <= maxContentLength;
  if (!('job' in message)) return true;
  const own = jobs.find(({ key }) => key === message.job);
  if (own === undefined) return false;
  if ('fileId' in message) return filesOf(own.details.job).includes(message.fileId);
  if (message.type === 'saveWeights') {
    const weights = new Set(own.details.checkpoints.flatMap(({ files = [] }) => files));
    return message.fileIds.every((id) => weights.has(id));
  }
  if (message.type === 'deploy') return own.details.checkpoints.some(({ id }) => id === message.checkpoint);
  if (message.type === 'createFrom') return startsOf(own.details).includes(message.checkpoint);
  return true;
}

function filesOf(job: FineTuningJob | null): string[] {
  if (job === null) return [];
  return [...job.trainingFiles, ...job.validationFiles, ...job.resultFiles].map(({ id }) => id);
}

function startsOf({ job, checkpoints }: OwnJob['details']): (string | null)[] {
  return [job?.fineTunedModel ?? null, ...checkpoints.map(({ startFrom }) => startFrom)];
}
