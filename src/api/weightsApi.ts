import { t } from '@vscode/l10n';
import type { Dialect } from './dialects/dialect';
import type { WeightsChoice, WeightsWire } from './dialects/weights';
import { ApiError, type InvalidRequestError, isCancelled, TimeoutError } from './http/errors';
import { type ResponseFacts, tooLong, unexpected } from './http/response';
import type { RequestOptions, RequestSpec, Transport } from './http/transport';
import type { JobsApi } from './jobsApi';
import { unable } from './unable';
import type { Checkpoint } from './wire/checkpoint';
import { isObject, type JsonObject, toAmount } from './wire/values';

export type { WeightsChoice } from './dialects/weights';

/** A file of weights whose response has begun. */
export interface OpenWeights {
  /** Of the file, as its provider names things: not yet fit for a disk. */
  readonly name: string;
  /** Bytes; null where the server does not say. */
  readonly size: number | null;
  /** To be read once. Who does not want them aborts the signal that they were opened with. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Milliseconds between two looks at what is being made, as LocalAI's own page has it, and for which it is looked at. */
const lookInterval = 3_000;
const makingTime = 6 * 3_600_000;
/** Milliseconds without a byte: weights are packed as they are sent. */
const silence = 120_000;
/** Bytes: two terabytes are more than the weights of any model. */
const maxBytes = 2 * 1024 ** 4;
/** Checkpoints that are requested, where the provider lists them in pages: its dialect offers some of them. */
const maxCheckpoints = 100;

/** The weights that jobs have trained. Throws the errors of `http/errors.ts`. */
export class WeightsApi {
  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
    private readonly jobs: JobsApi,
  ) {}

  /** In which forms the weights of a job can be had; none where there are none. */
  async choices(jobId: string, options: RequestOptions = {}): Promise<readonly WeightsChoice[]> {
    const wire = this.wireFor(jobId);
    const checkpoints = await this.checkpoints(jobId, options);
    const stamp = Math.floor(this.transport.clock.now() / 1_000).toString(36);
    const choices = await this.job(jobId, options, (job) => wire.choices(job, checkpoints, stamp));
    return choices.slice(0, 2 * maxCheckpoints);
  }

  /**
   * Requests weights that are one file, and has the server make them first where it must. A connection is open until all of them are
   * read or `options.signal` is aborted. Nothing is tried again once the server has begun to make them.
   *
   * @param say is called with what the server says that it does
   */
  async open(
    jobId: string,
    choice: WeightsChoice,
    say: (message: string) => void,
    options: RequestOptions = {},
  ): Promise<OpenWeights> {
    const wire = this.wireFor(jobId);
    const { packed } = wire;
    if (packed === undefined) throw this.unable(jobId);
    await this.make(wire, jobId, choice, say, options);
    const response = await this.transport.stream({
      timeout: silence,
      ...options,
      method: 'GET',
      path: packed.path(jobId),
      ...(choice.query === undefined ? {} : { query: choice.query }),
      headers: { accept: '*/*' },
      followsLinks: true,
    });
    const { headers, facts } = response;
    const isPacked = headers.get('content-encoding') !== null; // then the length is that of another form
    return {
      name: choice.name + packed.ending(headers.get('content-type') ?? ''),
      size: isPacked ? null : toAmount(headers.get('content-length')),
      chunks: limited(response.chunks, facts),
    };
  }

  private async make(
    { making }: WeightsWire,
    jobId: string,
    { make, made: wanted }: WeightsChoice,
    say: (message: string) => void,
    options: RequestOptions,
  ): Promise<void> {
    if (making === undefined || (make === undefined && wanted === undefined)) return;
    const path = making.path(jobId);
    if (isObject(make)) await this.transport.json({ ...options, method: 'POST', path, json: make });
    const { clock } = this.transport;
    const end = clock.monotonic() + makingTime;
    while (clock.monotonic() < end) {
      const { isDone, message } = await this.job(jobId, options, (job, { request, requestId, redact }) => {
        const state = making.toMaking(job);
        const { isDone, made } = state;
        const isOther = isDone && made !== null && wanted !== undefined && made !== wanted;
        const error = isOther ? t('the server has made {0} meanwhile: choose again', made) : state.error;
        if (error === null) return state;
        throw new ApiError(redact(error), request, { status: 422, requestId });
      });
      if (isDone || make === undefined) return; // what is there no more is refused
      if (message !== null) say(message);
      await clock.sleep(lookInterval, options.signal);
    }
    throw new TimeoutError({ method: 'POST', url: path }, makingTime, 'whole');
  }

  private job<T>(
    id: string,
    options: RequestOptions,
    read: (job: JsonObject, facts: ResponseFacts) => T,
  ): Promise<T> {
    const spec: RequestSpec = { ...options, method: 'GET', path: this.dialect.routes.job(id) };
    return this.transport.json(spec, (raw, facts) => {
      if (isObject(raw)) return read(raw, facts);
      throw unexpected(t('The server responded with no job'), '', facts);
    });
  }

  /** Without them the last weights can still be had. */
  private async checkpoints(jobId: string, options: RequestOptions): Promise<readonly Checkpoint[]> {
    try {
      return (await this.jobs.listCheckpoints(jobId, { limit: maxCheckpoints }, options).first()).items;
    } catch (error) {
      if (isCancelled(error, options.signal)) throw error;
      return [];
    }
  }

  private wireFor(jobId: string): WeightsWire {
    const { weights } = this.dialect;
    if (weights !== undefined) return weights;
    throw this.unable(jobId);
  }

  private unable(jobId: string): InvalidRequestError {
    return unable(this.dialect, 'weights', { method: 'GET', url: this.dialect.routes.job(jobId) });
  }
}

async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  facts: ResponseFacts,
): AsyncGenerator<Uint8Array, void, undefined> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > maxBytes) throw tooLong(facts, maxBytes);
    yield chunk;
  }
}
