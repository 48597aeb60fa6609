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
  }),
);

/**
 * The hyperparameters and settings that jobs were created with here. Most providers put what they chose in the place of
 * `auto`, also where they repeat the request, and some do not repeat a setting, so that nothing else knows what was
 * requested.
 */
export class RequestMemory {
  constructor(private readonly memory: Memory) {}

  /** Null: the job was not created here, or long ago. What is not named was left to the provider. */
  of(job: JobKey): Hyperparameters | null {
    return this.all().find((each) => each.job === job)?.hyperparameters ?? null;
  }

  /** Those that the provider may not repeat; empty as well where the job was not created here. */
  settingsOf(job: JobKey): Readonly<Record<string, string>> {
    return this.all().find((each) => each.job === job)?.settings ?? {};
  }

  async remember(job: JobKey, { method, settings }: Pick<CreateJob, 'method' | 'settings'>): Promise<void> {
    const { hyperparameters } = method;
    const request = { job, hyperparameters, ...(settings === undefined ? {} : { settings }) };
    const others = this.all().filter((each) => each.job !== job);
    await this.memory.update(requestsKey, [...others, request].slice(-maxRemembered));
  }

  private all(): z.infer<typeof Requests> {
    return Requests.safeParse(this.memory.get(requestsKey)).data ?? [];
  }
}
