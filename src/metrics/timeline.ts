import type { FineTuningEvent } from '../api/wire/event';
import type { FineTuningJob } from '../api/wire/job';
import { stepReportOf } from './eventMetrics';

type Milestone = 'created' | 'validated' | 'queued' | 'started' | 'firstStep' | 'finished';

export interface TimelineEntry {
  readonly milestone: Milestone;
  /** Unix seconds. */
  readonly at: number;
  /** Seconds since the entry before; null for the first. */
  readonly sincePrevious: number | null;
}

/**
 * How servers word the turns of a job. Sources: OpenAI's events ("Files validated, moving job to queued state",
 * "Fine-tuning job started"), Azure's ("Job enqueued…", "Training started"), Together's event types.
 */
const wordings: readonly (readonly [Milestone, RegExp])[] = [
  [
    'validated',
    /\b(files?|training data|data ?set)\b.{0,40}\b(validated|passed)\b|validation (passed|succeeded|complete)/i,
  ],
  ['queued', /\b(queued|enqueued|waiting (?:in|for))\b/i],
  ['started', /\b(fine-?tuning job|job|training|fine-?tune) started\b|\bstart(?:ed|ing) training\b/i],
];

/** Only the first events report these turns: a log of 100 000 is not searched to its end. */
const searchedEvents = 200;

/**
 * When the job came to what, in order, as far as its fields and events report. What they do not report is not there.
 *
 * @param oldestFirst the job's events; milestones before the first step need its oldest ones
 */
export function timelineOf(job: FineTuningJob, oldestFirst: readonly FineTuningEvent[]): TimelineEntry[] {
  const found = new Map<Milestone, number>();
  const set = (milestone: Milestone, at: number | null) => {
    if (at !== null && !found.has(milestone)) found.set(milestone, at);
  };
  set('created', job.createdAt);
  set('started', job.startedAt);
  for (const event of oldestFirst.slice(0, searchedEvents)) {
    if (event.message.length > 1000) continue;
    for (const [milestone, wording] of wordings)
      if (wording.test(event.message)) set(milestone, event.createdAt);
    if (stepReportOf(event) === null) continue;
    set('firstStep', event.createdAt);
    break;
  }
  set('finished', job.finishedAt);
  return inOrder(found);
}

const order: readonly Milestone[] = ['created', 'validated', 'queued', 'started', 'firstStep', 'finished'];

/** By time; turns of the same second in the order in which they happen. */
function inOrder(found: ReadonlyMap<Milestone, number>): TimelineEntry[] {
  const entries = [...found].sort(([a, at], [b, bt]) => at - bt || order.indexOf(a) - order.indexOf(b));
  return entries.map(([milestone, at], i) => {
    const previous = entries[i - 1]?.[1];
    return { milestone, at, sincePrevious: previous === undefined ? null : at - previous };
  });
}

/** Seconds in which the job waited and trained; null where unknown. A job that still runs counts until `now`. */
export function durationsOf(
  timeline: readonly TimelineEntry[],
  now: number,
  hasEnded: boolean,
): { queue: number | null; training: number | null } {
  const at = (milestone: Milestone) => timeline.find((entry) => entry.milestone === milestone)?.at;
  const start = at('started') ?? at('firstStep');
  const end = at('finished') ?? (hasEnded ? undefined : now);
  const created = at('created');
  return {
    queue: created === undefined || start === undefined ? null : Math.max(0, start - created),
    training: start === undefined || end === undefined ? null : Math.max(0, end - start),
  };
}
