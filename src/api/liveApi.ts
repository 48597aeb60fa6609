import type { Clock } from './clock';
import type { Dialect } from './dialects/dialect';
import type { LiveMemory, LiveWire } from './dialects/live';
import { eventsOf, type ServerEvent } from './http/eventStream';
import { toStreamedError } from './http/refusal';
import type { ResponseFacts } from './http/response';
import type { RequestOptions, Transport } from './http/transport';
import { LiveReport } from './wire/liveReport';

export type { LiveReport } from './wire/liveReport';

/** What came since the last time, oldest first. */
export interface LiveBatch {
  readonly reports: readonly LiveReport[];
  /** Where a later stream goes on; null where the server numbers nothing. */
  readonly lastId: string | null;
  /** Characters that it came in. */
  readonly length: number;
}

/** Milliseconds: between two steps a server is silent for long, and `fetch` itself gives up after 300,000. */
const silence = 240_000;
/** Milliseconds for which reports are gathered, and how many at most: a server that sends more waits. */
const gatherTime = 500;
const maxGathered = 4_000;
/** Characters of an event that is read: a report of a step has a few hundred. */
const maxReportLength = 64 * 1024;
const maxIdLength = 200;

/** What jobs report while they run. Throws the errors of `http/errors.ts`, also after reports have come. */
export class LiveApi {
  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
  ) {}

  /**
   * Reads what the job reports until the server ends the stream, or a report says that it is the last one. Not tried
   * again by itself: whoever follows knows where to go on.
   *
   * @param after the id after which the stream is to go on; null: from where the server has it
   * @param onBatch is called twice a second at most
   */
  async follow(
    jobId: string,
    after: string | null,
    onBatch: (batch: LiveBatch) => void,
    options: RequestOptions = {},
  ): Promise<void> {
    const { live } = this.dialect;
    if (live === undefined) return;
    const query = live.query?.(jobId);
    const response = await this.transport.stream({
      timeout: silence,
      ...options,
      method: 'GET',
      path: live.path(jobId),
      ...(query === undefined ? {} : { query }),
      headers: { accept: 'text/event-stream', ...(after === null ? {} : { 'last-event-id': after }) },
      retries: 0,
    });
    const memory: LiveMemory = new Map();
    const gathering = new Gathering(this.transport.clock, onBatch);
    try {
      for await (const event of eventsOf(response)) {
        const report = readReport(live, event, memory, response.facts);
        gathering.add(event, report);
        if (report?.isLast === true) return;
        if (gathering.isFull) await gathering.given();
      }
    } finally {
      gathering.give();
    }
  }
}

/** Null for what reports nothing; one that cannot be read costs itself alone. */
function readReport(
  live: LiveWire,
  { type, data }: ServerEvent,
  memory: LiveMemory,
  facts: ResponseFacts,
): LiveReport | null {
  if (data.length > maxReportLength) return null;
  const event = { type, data: parsed(facts.redact(data)) };
  const report = LiveReport.safeParse(live.toReport(event, memory)).data ?? null;
  if (report !== null && report.error !== null)
    throw toStreamedError({ error: { message: report.error } }, facts);
  return report;
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

/** Reports that are handed on together: a page that is drawn at each of a thousand backed-up steps would stand still. */
class Gathering {
  private reports: LiveReport[] = [];
  private lastId: string | null = null;
  private length = 0;
  private end: (() => void) | null = null;
  private waiting: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly onBatch: (batch: LiveBatch) => void,
  ) {}

  get isFull(): boolean {
    return this.reports.length >= maxGathered;
  }

  add({ id, data }: ServerEvent, report: LiveReport | null): void {
    if (isId(id)) this.lastId = id;
    this.length += data.length;
    if (report === null) return;
    this.reports.push(report);
    this.end ??= this.clock.schedule(gatherTime, () => {
      this.give();
    });
  }

  /** Resolves when what was gathered has been handed on. */
  given(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  give(): void {
    this.end?.();
    this.end = null;
    const { reports, lastId, length } = this;
    if (reports.length > 0) {
      this.reports = [];
      this.length = 0;
      this.onBatch({ reports, lastId, length });
    }
    this.waiting?.();
    this.waiting = null;
  }
}

/** One that can be sent back in a header. */
function isId(id: string | null): id is string {
  return id !== null && id.length <= maxIdLength && /^[\x20-\x7e]+$/.test(id);
}
