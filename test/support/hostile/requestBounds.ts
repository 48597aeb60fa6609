import assert from 'node:assert/strict';
import type { Dialect } from '../../../src/api/dialects/dialect';
import { dialects } from '../dialects';
import { type EndpointName, hasContentInFile, hasMetricsInJob } from './endpoints';
import type { Exchanged } from './hostileServer';
import type { Step, StepName } from './steps';
import type { World } from './world';

/** Requests to each endpoint; to those that are not named there must be none. */
type Bounds = Readonly<Partial<Record<EndpointName, number>>>;

/** A GET or DELETE is tried three times. */
const tries = 3;
/** Jobs of each of two kinds that a poll asks for one by one. */
const followed = 4;
/** Streams of one job that break off and are opened again while a step takes its time. */
const streamsAtOnce = 10;
/** Pages of checkpoints that are read: 1,000 of them, twelve a page but for the first few. */
const checkpointPages = 100;
/** Pages of new events that a refresh reads. */
const eventPages = 10;
/** Files of a job that are asked for their names, and results that are read. */
const names = 50;
const results = 20;
/**
 * A create is sent twice, once by each try of the person; after each it is looked for, and before the second. Where a
 * token makes one job of all requests, each is repeated as often as is looked otherwise.
 */
const sent = 2;
const lookUps = 3;
/** Looks of one look-up, and pages of each. */
const looks = 3;
const lookedThrough = 20;
/** Looks at whether a file was taken in, in two minutes that begin with seconds. */
const taken = 16;

/**
 * No endpoint got more requests than these steps may cost, whatever the server did, and none that they have no business
 * with; nothing that dripped was waited for to its end. At Fireworks an id is a path, so that a server can make any path
 * of it: there all requests together are counted.
 */
export function assertFew(
  { scenario, server }: World,
  sent: readonly Exchanged[],
  steps: readonly Step[],
): void {
  const dialect = dialects[scenario.dialect];
  const costs = [...steps.map(({ name }) => boundsOf(name, dialect)), besideAll(dialect)];
  const bounds = costs.map((each) => withPrices(whereTheyGo(each, dialect), dialect));
  const all = sum(bounds.flatMap((each) => Object.values(each)));
  assert.ok(sent.length <= all, `${String(sent.length)} requests, not ${String(all)} at most`);
  if (!steps.some(({ name }) => streamed.has(name)) && dialect.live?.movesJob !== true)
    assert.equal(server.held.drippedOut, 0, 'a drip was waited for');
  server.held.drippedOut = 0;
  if (dialect.id === 'fireworks') return;
  for (const endpoint of new Set(sent.map((each) => each.endpoint))) {
    const count = sent.filter((each) => each.endpoint === endpoint).length;
    const max = endpoint === null ? 0 : sum(bounds.map((each) => each[endpoint] ?? 0));
    assert.ok(count <= max, `${String(count)} requests to “${String(endpoint)}”, not ${String(max)} at most`);
  }
}

/** What goes on beside every step: jobs whose streams are read, each fetched once before. */
function besideAll({ live }: Dialect): Bounds {
  if (live?.movesJob !== true) return {};
  const each = followed * tries;
  return { job: each, checkpoints: checkpointPages * each, events: streamsAtOnce * each };
}

function whereTheyGo(bounds: Bounds, dialect: Dialect): Bounds {
  const inJob = hasMetricsInJob(dialect) ? moved(bounds, 'metrics', 'job') : bounds;
  return hasContentInFile(dialect) ? moved(inJob, 'content', 'file') : inJob;
}

function moved(bounds: Bounds, from: EndpointName, to: EndpointName): Bounds {
  const { [from]: count, ...others } = bounds;
  return count === undefined ? bounds : { ...others, [to]: (bounds[to] ?? 0) + count };
}

/** What is read as it comes, for as long as the person waits for it. */
const streamed: ReadonlySet<StepName> = new Set<StepName>(['content']);

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

/** Prices are asked for once; where that was given up, again with the next job. */
function withPrices(bounds: Bounds, { priceList }: Dialect): Bounds {
  return priceList === undefined || bounds.job === undefined ? bounds : { ...bounds, prices: bounds.job };
}

/** What one step may cost. */
function boundsOf(name: StepName, { routes, inline, log, uploads, creationToken }: Dialect): Bounds {
  const creates = creationToken === undefined ? sent : sent * (1 + looks);
  const lists = routes.jobs.length * tries;
  // Where a long log ends is known by its beginning.
  const lines = log === undefined ? 0 : tries;
  const poll = { jobs: lists, job: followed * tries, events: followed * (tries + lines) };
  switch (name) {
    case 'poll':
      return poll;
    case 'refresh':
    case 'wait':
      return { jobs: 2 * poll.jobs, job: 2 * poll.job, events: 2 * poll.events };
    case 'older':
      return { jobs: lists };
    case 'open':
      return {
        // Where events and checkpoints come with the job, it is asked for them too.
        job: (inline === undefined ? 1 : 3) * tries,
        events: eventPages * tries + lines,
        metrics: tries,
        checkpoints: checkpointPages * tries,
        file: names * tries,
        content: results * tries,
      };
    case 'olderEvents':
      return { events: tries };
    case 'create':
      return { create: creates, job: creates * tries, jobs: (1 + lookUps * looks * lookedThrough) * lists };
    case 'cancel':
    case 'pause':
    case 'resume':
    case 'start':
      return { action: 1, job: tries };
    case 'upload':
      // Made known, filled, looked at until it is taken in, and deleted where it is not.
      return uploads.staged?.isForAll !== true
        ? { upload: 1 }
        : { upload: 1, staged: 1, file: taken * tries, deleteJob: tries };
    case 'doctor':
      return { jobs: routes.jobs.length };
    default:
      return singles[name];
  }
}

const singles = {
  delete: { deleteJob: tries },
  json: { job: tries },
  content: { content: tries },
  metrics: { metrics: tries },
  estimate: { estimate: 1 },
  files: { files: tries },
  file: { file: tries },
  models: { models: tries },
} as const;
