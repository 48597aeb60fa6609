import * as z from 'zod/mini';
import type { Hyperparameters } from '../api/wire/hyperparameters';
import type { JobKey } from '../shared/protocol';
import type { Memory } from './sources';

const requestsKey = 'requestedHyperparameters';
const maxRemembered = 200;
const Requests = z.array(
  z.object({
    job: z.string(),
    hyperparameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
);

/**
 * The hyperparameters that jobs were created with here. Most providers put what they chose in the place of `auto`, also
 * where they repeat the request, so that nothing else knows what was requested.
 */
export class RequestMemory {
  constructor(private readonly memory: Memory) {}

  /** Null: the job was not created here, or long ago. What is not named was left to the provider. */
  of(job: JobKey): Hyperparameters | null {
    return this.all().find((each) => each.job === job)?.hyperparameters ?? null;
  }

  async remember(job: JobKey, hyperparameters: Hyperparameters): Promise<void> {
    const others = this.all().filter((each) => each.job !== job);
    await this.memory.update(requestsKey, [...others, { job, hyperparameters }].slice(-maxRemembered));
  }

  private all(): z.infer<typeof Requests> {
    return Requests.safeParse(this.memory.get(requestsKey)).data ?? [];
  }
}
