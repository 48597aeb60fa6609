import type { FineTuningClient } from '../../api/client';
import { JobCreation } from '../../api/createOnce';
import type { CreateJob } from '../../api/dialects/dialect';
import type { PriceEstimate } from '../../api/wire/metrics';
import type { CreationOptions, OneCreation, SourceCreation } from '../source';

/** Creating jobs at a provider. */
export class ProviderCreation implements SourceCreation {
  constructor(
    readonly options: CreationOptions,
    private readonly connect: () => Promise<FineTuningClient>,
  ) {}

  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    const client = await this.connect();
    const { items } = await client.models.list({ signal }).first();
    return items.map(({ id }) => id);
  }

  async estimatePrice(request: CreateJob, signal: AbortSignal): Promise<PriceEstimate> {
    return (await this.connect()).jobs.estimatePrice(request, { signal });
  }

  begin(request: CreateJob): OneCreation {
    const creation = new JobCreation(request);
    return {
      send: async (signal) => creation.send(await this.connect(), { signal }),
      lookUp: async (signal) => creation.lookUp(await this.connect(), { signal }),
    };
  }
}
