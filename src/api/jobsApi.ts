import { Checkpoint } from './checkpoint';
import { decodeOne, decodePage } from './decode';
import type { CreateJob, Dialect } from './dialects/dialect';
import { FineTuningEvent } from './event';
import { FineTuningJob } from './job';
import { Pages } from './page';
import type { Query, RequestOptions, Transport } from './transport';

export interface ListParams {
  /** A page's cursor: the list goes on from there. */
  readonly after?: string | null;
  /** Items a page; providers allow 100 at most. */
  readonly limit?: number;
}

export interface ListJobsParams extends ListParams {
  /** Only jobs that carry all of these pairs. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const defaultLimit = 100;

/** Fine-tuning jobs. Throws the errors of `errors.ts`. */
export class JobsApi {
  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
  ) {}

  /** Newest first. */
  list(params: ListJobsParams = {}, options: RequestOptions = {}): Pages<FineTuningJob> {
    const filter = Object.entries(params.metadata ?? {}).map(([key, value]) => [`metadata[${key}]`, value]);
    return this.pages(
      FineTuningJob,
      this.dialect.routes.jobs,
      { ...params, query: Object.fromEntries(filter) as Query },
      options,
      this.dialect.toJob,
    );
  }

  async retrieve(id: string, options: RequestOptions = {}): Promise<FineTuningJob> {
    return this.send('GET', this.dialect.routes.job(encode(id)), options);
  }

  /** The provider's own JSON, as it came: for showing, not for reading. */
  retrieveRaw(id: string, options: RequestOptions = {}): Promise<string> {
    return this.transport.text({ ...options, method: 'GET', path: this.dialect.routes.job(encode(id)) });
  }

  /** Never tried again by itself: an answer that was lost does not mean that no job was created. */
  async create(params: CreateJob, options: RequestOptions = {}): Promise<FineTuningJob> {
    return this.send('POST', this.dialect.routes.jobs, options, this.dialect.createBody(params));
  }

  async cancel(id: string, options: RequestOptions = {}): Promise<FineTuningJob> {
    return this.send('POST', this.dialect.routes.cancelJob(encode(id)), options);
  }

  async pause(id: string, options: RequestOptions = {}): Promise<FineTuningJob> {
    return this.send('POST', this.dialect.routes.pauseJob(encode(id)), options);
  }

  async resume(id: string, options: RequestOptions = {}): Promise<FineTuningJob> {
    return this.send('POST', this.dialect.routes.resumeJob(encode(id)), options);
  }

  /** Newest first. */
  listEvents(id: string, params: ListParams = {}, options: RequestOptions = {}): Pages<FineTuningEvent> {
    const path = this.dialect.routes.jobEvents(encode(id));
    return this.pages(FineTuningEvent, path, params, options, this.dialect.toEvent);
  }

  /** Newest first. */
  listCheckpoints(id: string, params: ListParams = {}, options: RequestOptions = {}): Pages<Checkpoint> {
    const path = this.dialect.routes.jobCheckpoints(encode(id));
    return this.pages(Checkpoint, path, params, options, this.dialect.toCheckpoint);
  }

  private async send(
    method: 'GET' | 'POST',
    path: string,
    options: RequestOptions,
    json?: unknown,
  ): Promise<FineTuningJob> {
    const raw = await this.transport.json({
      ...options,
      method,
      path,
      ...(json === undefined ? {} : { json }),
    });
    return decodeOne(FineTuningJob, this.dialect.toJob?.(raw) ?? raw, 'job', path);
  }

  private pages<T>(
    schema: Parameters<typeof decodePage<T>>[0],
    path: string,
    params: ListParams & { readonly query?: Query },
    options: RequestOptions,
    normalize: ((raw: unknown) => unknown) | undefined,
  ): Pages<T> {
    const { dialect, transport } = this;
    return new Pages<T>(async (after) => {
      const page = { after, limit: params.limit ?? defaultLimit };
      const query = { ...dialect.pageQuery(page), ...params.query };
      const answer = await transport.json({ ...options, method: 'GET', path, query });
      return decodePage(schema, answer, (raw) => dialect.readPage(raw, page), page, normalize, path);
    }, params.after ?? null);
  }
}

export const encode = encodeURIComponent;
