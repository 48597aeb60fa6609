import { t } from '@vscode/l10n';
import { abortable } from './abortable';
import { deleteAt } from './deletion';
import type { CapabilityName, CreateJob, Dialect } from './dialects/dialect';
import type { LogWire } from './dialects/log';
import { providers } from './dialects/providers';
import { takesValidationFile } from './dialects/takesValidationFile';
import type { Query } from './http/addresses';
import { InvalidRequestError, InvalidResponseError, JobNotShownError } from './http/errors';
import { type ResponseFacts, unexpected } from './http/response';
import { maxListBytes, type RequestOptions, type RequestSpec, type Transport } from './http/transport';
import { type JsonPart, routeOfPart, type SentJson } from './jsonPart';
import { decodeOne, decodePage, type Decoder } from './paging/decode';
import { mergedPage } from './paging/mergedPage';
import { newestFirst } from './paging/newestFirst';
import { emptyPage, type FetchPage, type Page, Pages } from './paging/pages';
import { throwRefusal } from './throwRefusal';
import { unable } from './unable';
import { Checkpoint } from './wire/checkpoint';
import { FineTuningEvent, nameOfEvent } from './wire/event';
import type { Deleted } from './wire/file';
import { FineTuningJob, readExpectedJob } from './wire/job';
import { JobSummary, readExpectedSummary } from './wire/jobSummary';
import { jsonExcerpt } from './wire/jsonExcerpt';
import type { Metrics } from './wire/metrics';
import { PriceEstimate } from './wire/priceEstimate';
import { withRepeatedFields } from './wire/repeatedFields';
import type { JsonObject } from './wire/values';

export interface ListParams {
  /** A page's cursor: the list goes on from there. */
  readonly after?: string | null;
  /** Items a page; providers allow 100 at most. */
  readonly limit?: number;
}

export interface ListJobsParams extends ListParams {
  /** Only jobs that carry all of these pairs. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Only jobs of this status, one of the dialect's `narrowing`. */
  readonly status?: string;
  /** Only jobs created from then on, and before then, in Unix seconds; where the dialect has a `narrowing`. */
  readonly createdFrom?: number;
  readonly createdBefore?: number;
}

type PriceOf = (job: unknown) => number | null;

const defaultLimit = 100;
/** Characters of a response that an error shows. */
const maxExcerptLength = 2_000;
const job: Decoder<FineTuningJob> = { schema: FineTuningJob, fast: readExpectedJob };
const summary: Decoder<JobSummary> = { schema: JobSummary, fast: readExpectedSummary };
const event: Decoder<FineTuningEvent> = { schema: FineTuningEvent };
const checkpoint: Decoder<Checkpoint> = { schema: Checkpoint };
const estimate: Decoder<PriceEstimate> = { schema: PriceEstimate };

/**
 * Fine-tuning jobs. Throws the errors of `http/errors.ts`; what a provider cannot do (see its capabilities) is an empty
 * list, or as an action an InvalidRequestError with the reason.
 */
export class JobsApi {
  private prices: Promise<PriceOf | null> | null = null;
  /** Ids of jobs that were cancelled here, where their server goes on to report them as before. */
  private readonly cancelled = new Set<string>();

  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
    private readonly baseUrl: string,
  ) {}

  /** Newest first. */
  list(params: ListJobsParams = {}, options: RequestOptions = {}): Pages<FineTuningJob> {
    return this.listAs(job, params, options);
  }

  /** The same list, of which no more is decoded than rows need. */
  listSummaries(params: ListJobsParams = {}, options: RequestOptions = {}): Pages<JobSummary> {
    return this.listAs(summary, params, options);
  }

  /** Newest first: the list that such a job would be in, where it is known, and else all. */
  listOfCreated(params: CreateJob, options: RequestOptions = {}): Pages<FineTuningJob> {
    const { createJob, jobs } = this.dialect.routes;
    const path = createJob(params);
    return this.listAs(job, {}, options, jobs.includes(path) ? [path] : jobs);
  }

  private listAs<T extends JobSummary | FineTuningJob>(
    decoder: Decoder<T>,
    params: ListJobsParams,
    options: RequestOptions,
    paths = this.dialect.routes.jobs,
  ): Pages<T> {
    const { jobsQuery, metadataQuery = bracketed, narrowing, toJob } = this.dialect;
    const query = {
      ...metadataQuery(params.metadata ?? {}),
      ...narrowing?.query(params),
      ...jobsQuery,
    };
    return this.pages(
      params,
      ({ id }) => id,
      (cursor, more) =>
        mergedPage(paths, cursor, (path, after) =>
          this.page(decoder, { ...options, ...more, method: 'GET', path, query }, params, after, toJob).then(
            (page) => this.withCancelled(page),
          ),
        ),
    );
  }

  async retrieve(id: string, options: RequestOptions = {}): Promise<FineTuningJob> {
    const spec: RequestSpec = { ...options, method: 'GET', path: this.dialect.routes.job(id) };
    const { priceList } = this.dialect;
    const { known, raw } = await this.transport.json(spec, (raw, facts) => ({
      known: this.asCancelled(this.decode(raw, facts)),
      raw,
    }));
    if (priceList === undefined || known.price !== null) return known;
    this.prices ??= this.pricesIn(priceList, options);
    const priceOf = await abortable(this.prices, options.signal);
    return { ...known, price: priceOf?.(raw) ?? null };
  }

  /** Asked for once: without it jobs are as good, and have no price. */
  private async pricesIn(
    { path, toPriceOf }: NonNullable<Dialect['priceList']>,
    options: RequestOptions,
  ): Promise<PriceOf | null> {
    try {
      return await this.transport.json({ ...options, method: 'GET', path, retries: 0 }, toPriceOf);
    } catch {
      if (options.signal?.aborted === true) this.prices = null;
      return null;
    }
  }

  /** The provider's own JSON, as it came, of a list its first page: for showing, not for reading. */
  async retrieveRaw(id: string, part: JsonPart = 'job', options: RequestOptions = {}): Promise<SentJson> {
    const path = routeOfPart(this.dialect, part)?.(id);
    if (path === undefined) throw this.unable(part === 'events' ? 'events' : 'checkpoints');
    const spec: RequestSpec = { ...options, method: 'GET', path };
    if (part === 'job') return { text: await this.transport.text(spec), beginning: null };
    const { beginningIn } = await import('./paging/beginning');
    const { log, paging } = this.dialect;
    const params = { after: null, limit: defaultLimit };
    const lines = part === 'events' ? log : undefined;
    const query = lines === undefined ? paging.query(params) : lines.query(0, defaultLimit);
    return this.transport.textAs({ ...spec, query }, async (text, facts) => ({
      text,
      beginning: await beginningIn(text, lines ?? { paging, params, facts }, options.signal),
    }));
  }

  /**
   * Never tried again by itself: a response that was lost does not mean that no job was created.
   *
   * @param token under which the same job is created, where the dialect has a `creationToken`
   */
  async create(params: CreateJob, options: RequestOptions = {}, token?: string): Promise<FineTuningJob> {
    const { capabilities, routes, creationToken } = this.dialect;
    if (capabilities.create !== true) throw this.unable('create');
    const path = routes.createJob(params);
    this.refuseUnknown(params, path);
    const mark = creationToken === undefined || token === undefined ? {} : { [creationToken]: token };
    const json = { ...this.bodyOf(params), ...mark };
    const spec: RequestSpec = { ...options, method: 'POST', path, json };
    return this.act(spec, null, options);
  }

  async cancel(id: string, options: RequestOptions = {}): Promise<FineTuningJob> {
    const job = await this.change('cancel', this.dialect.routes.cancelJob?.(id), id, options);
    if (this.dialect.lateCancel !== undefined) this.cancelled.add(id);
    return this.asCancelled(job);
  }

  async pause(id: string, options: RequestOptions = {}): Promise<FineTuningJob> {
    return this.change('pause', this.dialect.routes.pauseJob?.(id), id, options);
  }

  async resume(id: string, options: RequestOptions = {}): Promise<FineTuningJob> {
    return this.change('resume', this.dialect.routes.resumeJob?.(id), id, options);
  }

  /** Starts a job that waits to be started by hand. */
  async start(id: string, options: RequestOptions = {}): Promise<FineTuningJob> {
    return this.change('start', this.dialect.routes.startJob?.(id), id, options);
  }

  async delete(id: string, options: RequestOptions = {}): Promise<Deleted> {
    const path = this.dialect.routes.job(id);
    if (this.dialect.capabilities.deleteJob !== true) throw this.unable('deleteJob');
    return deleteAt(this.transport, path, options);
  }

  /** Newest first. */
  listEvents(id: string, params: ListParams = {}, options: RequestOptions = {}): Pages<FineTuningEvent> {
    const { inline, log, routes, toEvent } = this.dialect;
    const path = routes.jobEvents?.(id);
    if (inline?.events) return this.inlineList(id, nameOfEvent, options, ({ events }) => events);
    if (log === undefined || path === undefined)
      return this.listOf(event, nameOfEvent, path, params, options, toEvent);
    return this.pages(params, nameOfEvent, (cursor, more) =>
      this.logPage(log, { ...options, ...more, method: 'GET', path }, params, cursor),
    );
  }

  /** Newest first. */
  listCheckpoints(id: string, params: ListParams = {}, options: RequestOptions = {}): Pages<Checkpoint> {
    const { inline, routes, toCheckpoint } = this.dialect;
    if (inline?.checkpoints)
      return this.inlineList(
        id,
        (each) => each.id,
        options,
        ({ checkpoints }) => checkpoints,
      );
    return this.listOf(
      checkpoint,
      (each) => each.id,
      routes.jobCheckpoints?.(id),
      params,
      options,
      toCheckpoint && ((raw) => toCheckpoint(raw, id)),
    );
  }

  /** What the provider measured, oldest first; empty where it has no list of metrics. */
  async metrics(id: string, options: RequestOptions = {}): Promise<readonly Metrics[]> {
    const path = this.dialect.routes.jobMetrics?.(id);
    if (path === undefined) return [];
    const { fetchMetrics } = await import('./fetchMetrics');
    const spec: RequestSpec = { ...options, method: 'GET', path, maxBytes: maxListBytes };
    return fetchMetrics(this.transport, this.dialect, spec);
  }

  /** What such a job would cost. */
  async estimatePrice(params: CreateJob, options: RequestOptions = {}): Promise<PriceEstimate> {
    const { routes, estimateBody } = this.dialect;
    const path = routes.estimatePrice;
    if (path === undefined) throw this.unable('priceEstimate');
    const spec: RequestSpec = {
      ...options,
      method: 'POST',
      path,
      json: estimateBody?.(this.bodyOf(params)) ?? {},
    };
    return this.transport.json(spec, (raw, facts) => decodeOne(estimate, raw, 'estimate', facts));
  }

  /** Better than a setting that is quietly lost: `learning_rate_multiplier` means nothing to most. */
  private refuseUnknown({ method, validationFile }: CreateJob, url: string): void {
    const { id, hyperparameters: known } = this.dialect;
    const { title } = providers[id];
    if (validationFile !== undefined && !takesValidationFile(this.dialect, method.type)) {
      const message = t('{0} takes no validation file for the method {1}: leave it out', title, method.type);
      throw new InvalidRequestError(message, { method: 'POST', url });
    }
    const unknown = Object.keys(method.hyperparameters).find((name) => !known.offered.includes(name));
    if (unknown === undefined || known.takesOthers) return;
    const offered = known.offered.join(', ');
    const message = t('{0} does not know the hyperparameter {1}, but {2}', title, unknown, offered);
    throw new InvalidRequestError(message, { method: 'POST', url });
  }

  private bodyOf(params: CreateJob): JsonObject {
    return withRepeatedFields(this.dialect.createBody(params, this.baseUrl), params.repeated ?? {});
  }

  private async change(
    capability: CapabilityName,
    path: string | undefined,
    id: string,
    options: RequestOptions,
  ): Promise<FineTuningJob> {
    if (path === undefined) throw this.unable(capability);
    const { actionBody } = this.dialect;
    const body = actionBody === undefined ? {} : { json: actionBody(id) };
    return this.act({ ...options, ...body, method: 'POST', path, mayBeEmpty: true }, id, options);
  }

  /**
   * Some servers respond to an action with an acknowledgement only, with a part of the job, or with what is another
   * one: then the job is requested.
   *
   * @param id null: the job is new, and only the response names it
   */
  private async act(spec: RequestSpec, id: string | null, options: RequestOptions): Promise<FineTuningJob> {
    const { responded, notShown } = await this.transport.json(spec, async (raw, facts) => {
      if (id === null) await throwRefusal(this.dialect, raw, facts);
      return {
        responded: this.decodeAnswer(raw, id, facts),
        notShown: () =>
          unexpected(
            t('The server confirmed the job and cannot show it'),
            jsonExcerpt(raw, maxExcerptLength),
            facts,
          ),
      };
    });
    const isOther = id !== null && responded.id !== id;
    if (!isOther && responded.status !== '' && responded.createdAt !== null) return responded;
    try {
      return await this.retrieve(id ?? responded.id, options);
    } catch (error) {
      // That a job cannot be shown yet does not mean that its creation was refused.
      if (id !== null || options.signal?.aborted === true) throw error;
      throw new JobNotShownError(responded.id, notShown());
    }
  }

  private withCancelled<T extends JobSummary | FineTuningJob>(page: Page<T>): Page<T> {
    return this.cancelled.size === 0
      ? page
      : { ...page, items: page.items.map((each) => this.asCancelled(each)) };
  }

  private asCancelled<T extends JobSummary | FineTuningJob>(known: T): T {
    const { lateCancel } = this.dialect;
    if (lateCancel === undefined || !this.cancelled.has(known.id)) return known;
    if (known.status === lateCancel.reported) return { ...known, status: lateCancel.meant };
    this.cancelled.delete(known.id);
    return known;
  }

  private decodeAnswer(raw: unknown, id: string | null, facts: ResponseFacts) {
    try {
      return this.decode(raw, facts);
    } catch (error) {
      if (id === null || !(error instanceof InvalidResponseError)) throw error;
      return { id, status: '', createdAt: null } as const;
    }
  }

  private decode(raw: unknown, facts: ResponseFacts): FineTuningJob {
    const { toJob } = this.dialect;
    const known = decodeOne(job, toJob === undefined ? raw : toJob(raw), 'job', facts);
    return { ...known, webUrl: known.webUrl ?? this.pageOf(known.id) };
  }

  private pageOf(id: string): string | null {
    try {
      return this.dialect.jobPage?.(id, this.baseUrl) ?? null;
    } catch {
      return null; // such an id cannot be in an address
    }
  }

  private listOf<T extends { readonly createdAt: number | null }>(
    decoder: Decoder<T>,
    identify: (item: T) => string,
    path: string | undefined,
    params: ListParams,
    options: RequestOptions,
    normalize: ((raw: unknown) => unknown) | undefined,
  ): Pages<T> {
    return this.pages(params, identify, (after, more) => {
      if (path === undefined) return Promise.resolve(emptyPage);
      return this.page(decoder, { ...options, ...more, method: 'GET', path }, params, after, normalize);
    });
  }

  private inlineList<T extends { readonly createdAt: number | null }>(
    id: string,
    identify: (item: T) => string,
    options: RequestOptions,
    read: (job: FineTuningJob) => readonly T[],
  ): Pages<T> {
    return this.pages({}, identify, async (_, more) => ({
      ...emptyPage,
      items: newestFirst(read(await this.retrieve(id, { ...options, ...more }))),
    }));
  }

  private pages<T>(
    { after = null }: ListParams,
    identify: (item: T) => string,
    fetchPage: FetchPage<T>,
  ): Pages<T> {
    return new Pages<T>(fetchPage, { after, identify, clock: this.transport.clock });
  }

  private async page<T extends { readonly createdAt: number | null }>(
    decoder: Decoder<T>,
    spec: RequestSpec,
    { limit = defaultLimit }: ListParams,
    after: string | null,
    normalize: ((raw: unknown) => unknown) | undefined,
  ): Promise<Page<T>> {
    const { paging } = this.dialect;
    const query = { ...paging.query({ after, limit }), ...spec.query };
    const source = { paging, params: { after, limit }, normalize, signal: spec.signal };
    const page = await this.transport.json({ ...spec, query, maxBytes: maxListBytes }, (raw, facts, text) =>
      decodePage(decoder, raw, source, facts, text),
    );
    const isWhole = after === null && page.cursor === null;
    return isWhole ? { ...page, items: newestFirst(page.items) } : page;
  }

  private async logPage(
    { query, read, toEvent }: LogWire,
    spec: RequestSpec,
    { limit = defaultLimit }: ListParams,
    after: string | null,
  ): Promise<Page<FineTuningEvent>> {
    const { readLogPage } = await import('./paging/logPage');
    const request = (skipped: number, count: number) =>
      this.transport.json(
        { ...spec, query: query(skipped, count), maxBytes: maxListBytes },
        (raw, facts) => read(raw) ?? noLog(raw, facts),
      );
    const { lines, cursor, total } = await readLogPage(request, after, limit);
    const items = lines.map((line) => FineTuningEvent.parse(toEvent(line)));
    return { items, unreadable: [], cursor, total };
  }

  private unable(capability: CapabilityName): InvalidRequestError {
    return unable(this.dialect, capability, { method: 'POST', url: this.dialect.routes.jobs[0] ?? '' });
  }
}

/** OpenAI's way. */
function bracketed(pairs: Readonly<Record<string, string>>): Query {
  return Object.fromEntries(
    Object.entries(pairs).map(([key, value]) => [`metadata[${key}]`, value] as const),
  );
}

function noLog(raw: unknown, facts: ResponseFacts): never {
  throw unexpected(t('The server responded with no list'), jsonExcerpt(raw, maxExcerptLength), facts);
}
