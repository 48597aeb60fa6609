import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkpoint } from '../../src/api/wire/checkpoint';
import { FineTuningEvent } from '../../src/api/wire/event';
import { FineTuningJob } from '../../src/api/wire/job';
import type { JobSnapshot } from '../../src/shared/protocol';
import { groupOf } from '../../src/shared/statuses';
import type { Learned } from './extensionSide';
import { actions, lacksNothing } from './snapshots';

/** A job of the local engine as its responses were, on the samples: recorded once, read with the house's own schemas. */
interface Recording {
  readonly job: unknown;
  readonly events: readonly unknown[];
  readonly checkpoints: readonly unknown[];
  /** As they came: base64. */
  readonly results: readonly { readonly id: string; readonly content: string }[];
}

/** What a page is sent of it. */
export interface Recorded {
  readonly snapshot: JobSnapshot;
  readonly events: readonly FineTuningEvent[];
  readonly messages: readonly Learned[];
}

export function recorded(name: 'succeeded' | 'running' | 'failed'): Recorded {
  const file = join(__dirname, '..', 'fixtures', 'engine', `${name}.json`);
  const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording; // written by us
  const job = FineTuningJob.parse(recording.job);
  const events = recording.events.map((event) => FineTuningEvent.parse(event));
  const snapshot: JobSnapshot = {
    key: `local/${job.id}`,
    connection: { name: 'Local engine', kind: 'local' },
    job,
    name: job.suffix ?? job.id,
    providerName: null,
    mark: null,
    group: groupOf(job.status),
    ...{ progress: null, stall: null },
    requested: job.requestedHyperparameters,
    actions: actions('refresh'),
    checkpoints: recording.checkpoints.map((checkpoint) => Checkpoint.parse(checkpoint)),
    timeline: [],
    files: job.trainingFiles.map((each) => ({ ...each, role: 'training' as const })),
    settings: [],
    lacks: lacksNothing,
    jsonParts: ['job', 'events', 'checkpoints'],
    tries: [],
    problems: [],
    fetchedAt: events[0]?.createdAt ?? job.createdAt ?? 0,
    isStale: false,
    isComplete: true,
    isSettled: true,
  };
  const messages: Learned[] = [
    { type: 'show', view: 'job', jobs: [snapshot], now: snapshot.fetchedAt, locale: 'en' },
    { type: 'events', job: snapshot.key, mode: 'reset', events, hasOlder: false },
    ...recording.results.map(({ id, content }): Learned => ({
      type: 'resultFile',
      job: snapshot.key,
      fileId: id,
      text: Buffer.from(content, 'base64').toString(),
    })),
    { type: 'raw', job: snapshot.key, part: 'job', text: JSON.stringify(recording.job, null, 2) },
  ];
  return { snapshot, events, messages };
}
