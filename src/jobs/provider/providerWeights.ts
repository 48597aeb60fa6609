import type { OpenWeights, WeightsChoice } from '../../api/weightsApi';
import type { SourceWeights } from '../source';
import type { Connect } from './connect';

/** The weights that jobs of a provider have trained. */
export class ProviderWeights implements SourceWeights {
  constructor(private readonly connect: Connect) {}

  async choices(jobId: string, signal: AbortSignal): Promise<readonly WeightsChoice[]> {
    const client = await this.connect(signal);
    return (await client.weights()).choices(jobId, { signal });
  }

  async open(
    jobId: string,
    choice: WeightsChoice,
    say: (message: string) => void,
    signal: AbortSignal,
  ): Promise<OpenWeights> {
    const client = await this.connect(signal);
    return (await client.weights()).open(jobId, choice, say, { signal });
  }
}
