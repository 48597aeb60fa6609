import * as z from 'zod/mini';
import type { CreateJob } from '../api/dialects/dialect';
import type { Hyperparameters } from '../api/wire/hyperparameters';
import type { JobKey } from '../shared/protocol';
import type { Memory } from './sources';

const requestsKey = 'requestedHyperparameters';
const maxRemembered = 200;
const Requests = z.array(
  z.object({
    job: z.string(),
    hyperparameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    settings: z.optional(z.record(z.string(), z.string())),
    suffix: z.optional(z.string()),
    seed: z.optional(z.nullable(z.number())),
  }),
);

type Remembered = Pick<CreateJob, 'method' | 'settings' | 'suffix' | 'seed'>;

/** What a provider may not repeat, or chooses where it was not requested. */
export interface KeptRequest extends Pick<CreateJob, 'settings' | 'suffix'> {
  /** Null: none was requested; left out where that is not known. */
  readonly seed?: number | null;
}

/**
 * The hyperparameters, settings, suffixes and seeds that jobs were created with here. Most providers put what they chose in the place of
 * `auto`, also where they repeat the request, and some do not repeat a setting or the suffix, so that nothing else knows
 * what was requested.
 */
export class RequestMemory {
  constructor(private readonly memory: Memory) {}

  /** Null: the job was not created here, or long ago. What is not named was left to the provider. */
  of(job: JobKey): Hyperparameters | null {
    return this.all().find((each) => each.job === job)?.hyperparameters ?? null;
  }

  /** Those that the provider may not repeat; empty as well where the job was not created here. */
  keptFor(job: JobKey): KeptRequest {
    const { settings, suffix, seed } = this.all().find((each) => each.job === job) ?? {};
    return {
      ...(settings === undefined ? {} : { settings }),
      ...(suffix === undefined ? {} : { suffix }),
      ...(seed === undefined ? {} : { seed }),
    };
  }

  async remember(job: JobKey, { method, ...request }: Remembered): Promise<void> {
    const { settings, suffix, seed = null } = request;
    const kept = {
      ...{ job, hyperparameters: method.hyperparameters, seed },
      ...(settings === undefined ? {} : { settings }),
      ...(suffix === undefined ? {} : { suffix }),
    };
    const others = this.all().filter((each) => each.job !== job);
    await this.memory.update(requestsKey, [...others, kept].slice(-maxRemembered));
  }

  private all(): z.infer<typeof Requests> {
    return Requests.safeParse(this.memory.get(requestsKey)).data ?? [];
  }
}
