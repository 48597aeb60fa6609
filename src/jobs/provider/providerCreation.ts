import { JobCreation } from '../../api/createOnce';
import type { CreateJob } from '../../api/dialects/dialect';
import type { PriceEstimate } from '../../api/wire/metrics';
import type { CreationOptions, OneCreation, SourceCreation } from '../source';
import type { Connect } from './connect';

/** Creating jobs at a provider. */
export class ProviderCreation implements SourceCreation {
  constructor(
    readonly options: CreationOptions,
    private readonly connect: Connect,
  ) {}

  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    const client = await this.connect(signal);
    const { items } = await client.models.list({}, { signal }).first();
    return items.filter(({ isTrainable }) => isTrainable !== false).map(({ id }) => id);
  }

  async estimatePrice(request: CreateJob, signal: AbortSignal): Promise<PriceEstimate> {
    return (await this.connect(signal)).jobs.estimatePrice(request, { signal });
  }

  begin(request: CreateJob): OneCreation {
    const creation = new JobCreation(request);
    return {
      get mayExist() {
        return creation.mayExist;
      },
      send: async (signal) => creation.send(await this.connect(signal), { signal }),
      lookUp: async (signal) => creation.lookUp(await this.connect(signal), { signal }),
    };
  }
}
