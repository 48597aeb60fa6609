import { t } from '@vscode/l10n';
import type { FineTuningClient } from './client';
import type { CreateJob } from './dialects/dialect';
import { JobNotShownError, type RequestError } from './http/errors';
import { isLost, provesNothingCreated } from './http/isLost';
import type { RequestOptions } from './http/transport';
import { listedUntil } from './paging/newestFirst';
import type { FineTuningJob } from './wire/job';
import { nonceKey } from './wire/nonce';

/** Pairs of metadata that a job may have: with as many there is no room for ours. */
const maxMetadata = 16;
/** Characters of a nonce by which it is known. */
const minMark = 8;
/** Milliseconds to wait before each look: a server may list a job a little after it took the request. */
const looks: readonly number[] = [0, 2_000, 5_000];
/** Seconds that a server's clock may be behind ours, when only the time distinguishes a new job from an old one. */
const clockTolerance = 300;
/** Pages of the newest jobs that are looked through. */
const maxPages = 20;

export type CreateOutcome =
  /** The server said so. */
  | { readonly kind: 'created'; readonly job: FineTuningJob }
  /** The response was lost, and the job is there. */
  | { readonly kind: 'found'; readonly job: FineTuningJob; readonly error: RequestError | null }
  /** The caller gave up after the request was sent: it may have arrived. */
  | { readonly kind: 'cancelled' }
  /**
   * The response was lost, and the job is not in the list. That is no proof: a server may list a job late, so the same
   * creation is looked up once more before it is sent again.
   */
  | { readonly kind: 'absent'; readonly error: RequestError | null }
  /** The response was lost, and nobody knows. `candidates` may be the job. */
  | {
      readonly kind: 'unknown';
      readonly error: RequestError | null;
      readonly candidates: readonly FineTuningJob[];
      /** Why the jobs could not be looked through; null: they could, and more than one may be it. */
      readonly problem: unknown;
    };

/**
 * One job that somebody wants, however often it has to be sent and looked for: always under the same nonce, so that
 * it is known again.
 */
export class JobCreation {
  private mayBeThere: boolean;
  /** Why the last response was lost; null: it was not waited for. */
  private error: RequestError | null = null;
  /** What the server called the job that it confirmed and did not show; null: it has confirmed none. */
  private confirmedId: string | null = null;
  /** Unix seconds of the first try. */
  private startedAt: number;
  /** Null where they could not be listed, or are not needed. */
  private before: JobsBefore | null = null;

  /** @param sentAt Unix seconds at which it was sent before, under this nonce, perhaps by another window; null: it was not */
  constructor(
    private readonly params: CreateJob,
    private readonly nonce: string = crypto.randomUUID(),
    sentAt: number | null = null,
  ) {
    this.mayBeThere = sentAt !== null;
    this.startedAt = sentAt ?? 0;
  }

  /** False: nothing was sent, or the server refused all that was. There is no job, and another may be created. */
  get mayExist(): boolean {
    return this.mayBeThere;
  }

  /**
   * Sends the request once. Where the response is lost (network, time-out, 5xx, nonsense), the jobs are looked through
   * for it: by a nonce in its metadata; where there is none, those are candidates that fit by model, file, suffix and
   * time. Called again, it looks before it sends. Where the provider knows a token, the request itself is repeated under
   * the same one instead.
   * Throws where the server refuses, where nothing could be sent at all, and the signal's reason if it was aborted
   * before anything was sent.
   *
   * @param onLost is called when the response was lost, before the jobs are looked through
   */
  async send(
    client: FineTuningClient,
    request: RequestOptions = {},
    onLost?: () => void,
  ): Promise<CreateOutcome> {
    const wasSent = this.mayBeThere;
    const isRepeatable = client.dialect.creationToken !== undefined;
    if (!wasSent) await this.begin(client, request);
    else if (!isRepeatable) {
      const outcome = await this.lookUp(client, request);
      if (outcome.kind !== 'absent') return outcome;
    }
    request.signal?.throwIfAborted();
    this.mayBeThere = true;
    try {
      return { kind: 'created', job: await this.create(client, request) };
    } catch (error) {
      if (request.signal?.aborted) return { kind: 'cancelled' };
      if (!isLost(error)) {
        this.mayBeThere = wasSent || !provesNothingCreated(error);
        throw error;
      }
      this.error = error;
      if (isRepeatable && !(error instanceof JobNotShownError)) {
        const job = await this.repeat(client, request);
        if (job !== null) return { kind: 'found', job, error };
        if (request.signal?.aborted) return { kind: 'cancelled' };
      }
      onLost?.();
      return this.lookUp(client, request);
    }
  }

  /** Under the same token each time: where the server knows it, no second job is created. */
  private async create(client: FineTuningClient, request: RequestOptions): Promise<FineTuningJob> {
    try {
      return await client.jobs.create(this.marked(client), request, this.nonce);
    } catch (error) {
      if (error instanceof JobNotShownError) this.confirmedId = error.jobId;
      throw error;
    }
  }

  /** The job of a request whose response was lost; null: responses are lost again, it is refused now, or given up. */
  private async repeat(client: FineTuningClient, request: RequestOptions): Promise<FineTuningJob | null> {
    for (const pause of looks) {
      try {
        if (pause > 0) await client.clock.sleep(pause, request.signal);
        return await this.create(client, request);
      } catch (error) {
        if (!isLost(error) || error instanceof JobNotShownError) return null;
      }
    }
    return null;
  }

  /** Looks for the job among the newest, some times within seconds. Throws the signal's reason. */
  async lookUp(client: FineTuningClient, request: RequestOptions = {}): Promise<CreateOutcome> {
    const { error } = this;
    for (const pause of looks) {
      if (pause > 0) await client.clock.sleep(pause, request.signal);
      try {
        const { certain, candidates } = this.judge(client, await this.newestJobs(client, request));
        const [job] = certain;
        if (job !== undefined && certain.length === 1) return { kind: 'found', job, error };
        if (candidates.length > 0) return { kind: 'unknown', error, candidates, problem: null };
      } catch (problem) {
        request.signal?.throwIfAborted();
        return { kind: 'unknown', error, candidates: [], problem };
      }
    }
    return this.confirmedId === null
      ? { kind: 'absent', error }
      : { kind: 'unknown', error, candidates: [], problem: notListedYet(this.confirmedId) };
  }

  /**
   * Which of the jobs are it, and which may be. Without its mark a job that looks like it may be it, unless the server
   * is seen to keep metadata: some accept it, and drop it, or have their own in its place. A name that has the mark at its
   * end may be cut. One of which nothing is known is never excluded, and never it.
   */
  private judge(client: FineTuningClient, jobs: readonly FineTuningJob[]) {
    const confirmed = jobs.filter(({ id }) => id === this.confirmedId);
    if (confirmed.length > 0) return { certain: confirmed, candidates: confirmed };
    const marked = jobs.filter(({ metadata }) => this.isMark(metadata[nonceKey]));
    if (marked.length > 0) return { certain: marked, candidates: marked };
    const mayLackMark = this.mayLackMark(client, jobs);
    const candidates = jobs.filter(
      (job) => this.isNew(job) && isLike(job, this.params) && (isBare(job) || mayLackMark(job)),
    );
    return { certain: [], candidates };
  }

  private mayLackMark(
    client: FineTuningClient,
    jobs: readonly FineTuningJob[],
  ): (job: FineTuningJob) => boolean {
    if (!this.hasNonce(client)) return () => true;
    return client.dialect.keepsMark === true ? isUnmarked : mayHaveLost(jobs);
  }

  private async begin(client: FineTuningClient, request: RequestOptions): Promise<void> {
    this.startedAt = client.clock.now() / 1000;
    const mayLoseMark = !this.hasNonce(client) || client.dialect.keepsMark === true;
    if (mayLoseMark) this.before = await this.jobsBefore(client, request);
  }

  /** Null where they cannot be listed: then a job that looks like it may also be an old one. */
  private async jobsBefore(client: FineTuningClient, request: RequestOptions): Promise<JobsBefore | null> {
    try {
      const jobs = await this.newestJobs(client, request);
      const newest = jobs.reduce((time, { createdAt }) => Math.max(time, createdAt ?? 0), 0);
      return { ids: new Set(jobs.map(({ id }) => id)), newest };
    } catch {
      request.signal?.throwIfAborted();
      return null;
    }
  }

  private hasNonce(client: FineTuningClient): boolean {
    const pairs = Object.keys(this.params.metadata ?? {}).length;
    const { capabilities, dialect } = client;
    return (capabilities.metadata === true || dialect.keepsMark === true) && pairs < maxMetadata;
  }

  /** All of the nonce, or so much of its beginning that no other has it. */
  private isMark(found: string | undefined): boolean {
    if (found === undefined) return false;
    return found === this.nonce || (found.length >= minMark && this.nonce.startsWith(found));
  }

  private marked(client: FineTuningClient): CreateJob {
    if (!this.hasNonce(client)) return this.params;
    return { ...this.params, metadata: { ...this.params.metadata, [nonceKey]: this.nonce } };
  }

  private isNew({ id, createdAt }: FineTuningJob): boolean {
    return (createdAt === null || createdAt >= this.since) && this.before?.ids.has(id) !== true;
  }

  /** Unix seconds before which it cannot have been created, by the server's clock. */
  private get since(): number {
    return Math.min(this.startedAt - clockTolerance, this.before?.newest ?? Infinity);
  }

  /**
   * All that are not older than the first try, and some more. Throws where they are not all there, or too many. A list,
   * or one of several, that is not sorted by time is read to its end.
   */
  private async newestJobs(client: FineTuningClient, request: RequestOptions): Promise<FineTuningJob[]> {
    const { since } = this;
    const reader = client.jobs.listOfCreated(this.params).reader({ maxPages });
    const jobs: FineTuningJob[] = [];
    for (let page = await reader.next(request); page !== null; page = await reader.next(request)) {
      if (page.unreadable.length > 0) throw new Error(t('Some of the newest jobs cannot be read'));
      jobs.push(...page.items);
      const until = listedUntil({ ...page, items: jobs });
      if (until !== null && until < since) return jobs;
    }
    if (reader.stop !== null) throw new Error(t('The list of the newest jobs has no end'));
    return jobs;
  }
}

function notListedYet(id: string): Error {
  return new Error(t('the server named it {0}, and does not list it yet', id));
}

function isUnmarked({ metadata }: FineTuningJob): boolean {
  return !(nonceKey in metadata);
}

/** Whether a job may have been created with a mark that it does not have, as far as its server's jobs show. */
function mayHaveLost(jobs: readonly FineTuningJob[]): (job: FineTuningJob) => boolean {
  if (jobs.some(({ metadata }) => nonceKey in metadata)) return () => false;
  const hasMetadata = ({ metadata }: FineTuningJob) => Object.keys(metadata).length > 0;
  return jobs.some(hasMetadata) ? hasMetadata : () => true;
}

/** Jobs that were there before are never it, whatever the clocks say. */
interface JobsBefore {
  readonly ids: ReadonlySet<string>;
  /** Unix seconds at which the newest was created, by the clock that stamps the new job too; 0: there was none. */
  readonly newest: number;
}

/** The server reports neither what the job trains nor on what. */
function isBare({ model, trainingFiles }: FineTuningJob): boolean {
  return model === null && trainingFiles.length === 0;
}

/**
 * Whether a job may be what was asked for, whatever the server makes of it: some name a model by its version or resolve
 * its alias, gateways give files other ids, and a suffix may be spelled their own way. What a server does not report
 * says nothing against it.
 */
function isLike({ model, trainingFiles: [file], suffix }: FineTuningJob, params: CreateJob): boolean {
  const isOnModel = mayBeSame(model, params.model);
  const isOnFile = mayBeSame(file?.id, params.trainingFile);
  return mayBeSame(suffix, params.suffix) ? isOnModel || isOnFile : file?.id === params.trainingFile;
}

/** Also where one has a part that the other lacks, such as `datasets/train` and `train`, or is spelled otherwise. */
function mayBeSame(known: string | null | undefined, sent: string | undefined): boolean {
  if (known === null || known === undefined || sent === undefined) return true;
  const [one = '', other = ''] = [known, sent].map((text) =>
    text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''),
  );
  return one.includes(other) || other.includes(one);
}
