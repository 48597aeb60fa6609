import { t } from '@vscode/l10n';
import type { Dialect } from './dialects/dialect';
import type { ServedModel, ServingRequest, ServingWire } from './dialects/serving';
import { ApiError } from './http/errors';
import { type ResponseFacts, unexpected } from './http/response';
import { isPassing } from './http/retry';
import { isStatus, type RequestOptions, type Transport } from './http/transport';
import type { ModelsApi } from './modelsApi';
import { unable } from './unable';
import { isFineTuned } from './wire/model';
import { cut } from './wire/values';

export type { ServedModel, ServingRequest } from './dialects/serving';

/** Models that a checkpoint may be served with. */
export interface ServingBases {
  /** Those that its own base model may be, whatever it is called where it answers. */
  readonly likely: readonly string[];
  readonly others: readonly string[];
}

/** Milliseconds between two looks, as Nebius' cookbook has it, and for which it is looked at. */
const lookInterval = 5_000;
const deployingTime = 30 * 60_000;
/** Milliseconds in which a server may not know yet what it has made, and for which it may not respond meanwhile. */
const unknownTime = 60_000;
const silentTime = 5 * 60_000;
const maxReasonLength = 2_000;

/** Makes models of checkpoints. Throws the errors of `http/errors.ts`. */
export class ServingApi {
  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
    private readonly models: ModelsApi,
  ) {}

  /** With which of the provider's models a checkpoint of one that was trained may be served. */
  async bases(trained: string | null, options: RequestOptions = {}): Promise<ServingBases> {
    const { isBase } = this.wire('GET');
    const { items } = await this.models.list({}, options).first();
    const own = items.filter((model) => !isFineTuned(model)).map(({ id }) => id);
    const isLikely = (model: string) => trained !== null && isBase(model, trained);
    return { likely: own.filter(isLikely), others: own.filter((model) => !isLikely(model)) };
  }

  /** Requests the model once: where the response is lost, nobody knows whether there is one. */
  create(request: ServingRequest, options: RequestOptions = {}): Promise<ServedModel> {
    const { path, body } = this.wire('POST');
    return this.transport.json({ ...options, method: 'POST', path, json: body(request) }, (raw, facts) =>
      this.read(raw, facts),
    );
  }

  /** Looks at the model until it is ready or has failed. One that still is not after half an hour stays as it is. */
  async untilSettled(model: ServedModel, options: RequestOptions = {}): Promise<ServedModel> {
    const { clock } = this.transport;
    const begin = clock.monotonic();
    const since = (time: number) => clock.monotonic() - time;
    let seen = model;
    let seenAt = begin;
    let pause = lookInterval;
    while (seen.state === 'preparing' && since(begin) < deployingTime) {
      await clock.sleep(pause, options.signal);
      pause = lookInterval;
      try {
        seen = { ...(await this.look(model.name, options)), name: model.name };
        seenAt = clock.monotonic();
      } catch (error) {
        const wanted = error instanceof ApiError ? (error.retryAfter ?? 0) : 0;
        pause = Math.max(lookInterval, wanted);
        const isWaitedFor = isStatus(error, 404)
          ? since(begin) + wanted <= unknownTime
          : isPassing(error) && since(seenAt) + wanted <= silentTime;
        if (!isWaitedFor) throw error;
      }
    }
    return seen;
  }

  private look(name: string, options: RequestOptions): Promise<ServedModel> {
    const path = this.wire('GET').model(name);
    return this.transport.json({ ...options, method: 'GET', path }, (raw, facts) => this.read(raw, facts));
  }

  private read(raw: unknown, facts: ResponseFacts): ServedModel {
    const model = this.wire(facts.request.method).toModel(raw);
    if (model === null) throw unexpected(t('The server responded with no model'), '', facts);
    const { reason } = model;
    return reason === null ? model : { ...model, reason: cut(facts.redact(reason), maxReasonLength) };
  }

  private wire(method: string): ServingWire {
    const { serving, routes } = this.dialect;
    if (serving !== undefined) return serving;
    throw unable(this.dialect, 'deploy', { method, url: routes.models ?? '' });
  }
}
