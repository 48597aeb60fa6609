import type { FineTuningJob } from '../api/wire/job';
import { nonceKey } from '../api/wire/nonce';
import { jobKey } from '../jobs/jobKey';
import type { KeptTries } from '../jobs/keptTries';
import { problemWithClone } from '../jobs/problemWithClone';
import { jobProgress } from '../jobs/progress';
import type { RequestMemory } from '../jobs/requestMemory';
import type { CreationOptions, JobDetails, JobSource } from '../jobs/source';
import { stallOf } from '../jobs/stall';
import { jobName, providerName, summarize } from '../jobs/summary';
import { actionsOf } from '../shared/actions';
import type { Format } from '../shared/format';
import type { JobSnapshot, SettingFact } from '../shared/protocol';
import { groupOf } from '../shared/statuses';
import { lacksOf } from './lacks';

/** What a page is shown of a job; null before the job was fetched. @param now Unix seconds */
export function jobSnapshot(
  source: JobSource,
  details: JobDetails,
  { requests, keptTries }: { readonly requests: RequestMemory; readonly keptTries: KeptTries },
  now: number,
  format: Format,
): JobSnapshot | null {
  const { job } = details;
  if (job === null) return null;
  const summary = summarize(job, source.store.markOf(job.id));
  const mark = summary.mark ?? null;
  const progress = source.store.progressOf(job.id);
  return {
    key: jobKey(source, job.id),
    connection: { name: source.name, kind: source.kind },
    hasOwnNames: source.hasOwnNames === true,
    job: withoutLists(job),
    name: jobName(summary, format),
    providerName: providerName(summary, format),
    mark,
    group: groupOf(job.status),
    requested: requests.of(jobKey(source, job.id)) ?? job.requestedHyperparameters,
    progress: jobProgress(summary, progress, now),
    stall: stallOf(summary, progress, now),
    actions: actionsOf(
      {
        ...summary,
        hasCheckpoint: details.checkpoints.some(({ model }) => model !== null),
        problemWithClone: problemWithClone(job, source.creation.options),
      },
      source.capabilities,
    ),
    checkpoints: details.checkpoints,
    timeline: details.timeline,
    files: details.files,
    tries: keptTries.of(jobKey(source, job.id)),
    settings: settingFacts(job, source.creation.options),
    lacks: lacksOf(source),
    jsonParts: source.jsonParts,
    problems: details.problems,
    fetchedAt: details.fetchedAt / 1000,
    isStale: details.error !== null,
    isComplete: details.isComplete,
    isSettled: details.isComplete && !details.wantsOlderEvents,
  };
}

function settingFacts(job: FineTuningJob, { settings = [] }: CreationOptions): SettingFact[] {
  return settings.flatMap(({ name, label, choices }) => {
    const value = job.settings[name];
    if (value === undefined) return [];
    return { name, label, value: choices?.find((each) => each.value === value)?.label ?? value };
  });
}

/** Files of each kind that a page names. */
const maxFiles = 50;

/** A snapshot is sent often: events and checkpoints go to the page by themselves, and of thousands of files the first. */
function withoutLists(job: FineTuningJob): FineTuningJob {
  const metadata = Object.entries(job.metadata).filter(([key]) => key !== nonceKey); // that is ours, and no person’s
  return {
    ...job,
    metadata: Object.fromEntries(metadata),
    events: [],
    checkpoints: [],
    trainingFiles: job.trainingFiles.slice(0, maxFiles),
    validationFiles: job.validationFiles.slice(0, maxFiles),
    resultFiles: job.resultFiles.slice(0, maxFiles),
  };
}
