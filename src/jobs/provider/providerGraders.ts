import type { GraderTrial } from '../../api/gradersApi';
import type { GraderRun } from '../../api/wire/graderRun';
import type { JsonObject } from '../../api/wire/values';
import type { SourceGraders } from '../source';
import type { Connect } from './connect';

/** Graders at a provider. */
export class ProviderGraders implements SourceGraders {
  constructor(private readonly connect: Connect) {}

  async validate(grader: JsonObject, signal: AbortSignal): Promise<void> {
    const client = await this.connect(signal);
    await (await client.graders()).validate(grader, { signal });
  }

  async run(trial: GraderTrial, signal: AbortSignal): Promise<GraderRun> {
    const client = await this.connect(signal);
    return (await client.graders()).run(trial, { signal });
  }
}
