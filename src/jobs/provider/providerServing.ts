import type { ServedModel, ServingBases, ServingRequest } from '../../api/servingApi';
import type { SourceServing } from '../source';
import type { Connect } from './connect';

/** Making models of a provider's checkpoints. */
export class ProviderServing implements SourceServing {
  constructor(
    readonly name: SourceServing['name'],
    private readonly connect: Connect,
  ) {}

  async bases(trained: string | null, signal: AbortSignal): Promise<ServingBases> {
    const client = await this.connect(signal);
    return (await client.serving()).bases(trained, { signal });
  }

  async create(request: ServingRequest, signal: AbortSignal): Promise<ServedModel> {
    const client = await this.connect(signal);
    return (await client.serving()).create(request, { signal });
  }

  async untilSettled(model: ServedModel, signal: AbortSignal): Promise<ServedModel> {
    const client = await this.connect(signal);
    return (await client.serving()).untilSettled(model, { signal });
  }
}
