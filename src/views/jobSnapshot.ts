import type { Capability } from '../api/dialects/dialect';
import type { FineTuningJob } from '../api/wire/job';
import type { Account } from '../jobs/account';
import { jobKey } from '../jobs/accounts';
import type { JobDetails } from '../jobs/jobDetails';
import { jobProgress } from '../jobs/progress';
import { groupOf } from '../shared/statuses';
import { jobName } from '../jobs/summary';
import type { JobSnapshot } from '../shared/protocol';
import { actionsOf } from '../shared/actions';

/** What a page is shown of a job; null before the job was fetched. @param now Unix seconds */
export function jobSnapshot(account: Account, details: JobDetails, now: number): JobSnapshot | null {
  const { job } = details;
  if (job === null) return null;
  return {
    key: jobKey(account, job.id),
    connection: { name: account.connection.name, dialect: account.dialect.title },
    job: withoutLists(job),
    name: jobName(job),
    group: groupOf(job.status),
    progress: jobProgress(job, account.store.progressOf(job.id), details.metrics, now),
    actions: actionsOf({ ...job, resultFile: job.resultFiles[0]?.id ?? null }, account.dialect.capabilities),
    checkpoints: details.checkpoints,
    timeline: details.timeline,
    files: details.files,
    filesReason: reasonAgainst(account.dialect.capabilities.fileContent),
    problems: details.problems,
    fetchedAt: details.fetchedAt / 1000,
    isStale: details.error !== null,
    isComplete: details.isComplete,
  };
}

function reasonAgainst(capability: Capability): string | null {
  return capability === true ? null : capability;
}

/** Files of each kind that a page names. */
const mostFiles = 50;

/** A snapshot is sent often: events and checkpoints go to the page by themselves, and of thousands of files the first. */
function withoutLists(job: FineTuningJob): FineTuningJob {
  return {
    ...job,
    events: [],
    checkpoints: [],
    trainingFiles: job.trainingFiles.slice(0, mostFiles),
    validationFiles: job.validationFiles.slice(0, mostFiles),
    resultFiles: job.resultFiles.slice(0, mostFiles),
  };
}
