import { t } from '@vscode/l10n';
import type { Dialect } from './dialects/dialect';
import { providers } from './dialects/providers';
import { InvalidRequestError } from './http/errors';
import type { RequestOptions, RequestSpec, Transport } from './http/transport';
import { decodeOne, type Decoder } from './paging/decode';
import { GraderRun } from './wire/graderRun';
import type { JsonObject } from './wire/values';

/** What a grader scores. */
export interface GraderTrial {
  readonly grader: JsonObject;
  /** A row of data: what templates of the grader call `item`. */
  readonly item: JsonObject;
  /** The answer of a model: what they call `sample`. */
  readonly sample: string;
}

/** Milliseconds: a grader may be a program, or ask a model. */
const trialTimeout = 120_000;

const run: Decoder<GraderRun> = { schema: GraderRun };

/**
 * Graders before there is a job with them; nothing is created. Throws the errors of `http/errors.ts`, where the dialect
 * has no such routes an InvalidRequestError.
 */
export class GradersApi {
  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
  ) {}

  /** Resolves where the provider takes the grader; else its refusal says what is wrong with it. */
  async validate(grader: JsonObject, options: RequestOptions = {}): Promise<void> {
    await this.transport.json(
      this.post(this.dialect.routes.validateGrader, { grader }, options),
      () => undefined,
    );
  }

  /** Scores one answer. Never repeated by itself: a grader that asks a model costs. */
  async run({ grader, item, sample }: GraderTrial, options: RequestOptions = {}): Promise<GraderRun> {
    const spec = this.post(this.dialect.routes.runGrader, { grader, item, model_sample: sample }, options);
    return this.transport.json({ timeout: trialTimeout, ...spec, retries: 0 }, (raw, facts) =>
      decodeOne(run, raw, 'response', facts),
    );
  }

  private post(path: string | undefined, json: JsonObject, options: RequestOptions): RequestSpec {
    if (path !== undefined) return { ...options, method: 'POST', path, json };
    const { title } = providers[this.dialect.id];
    throw new InvalidRequestError(t('{0} cannot do this', title), { method: 'POST', url: '' });
  }
}
