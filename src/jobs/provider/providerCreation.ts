import type { CreateJob, Dialect } from '../../api/dialects/dialect';
import { backgroundInterval } from '../../api/paging/pageReader';
import { isFineTuned } from '../../api/wire/model';
import type { PriceEstimate } from '../../api/wire/priceEstimate';
import type { CreationMark, CreationOptions, ModelNames, OneCreation, SourceCreation } from '../source';
import type { Connect } from './connect';
import { ProviderGraders } from './providerGraders';

/** After as many no further page is requested: nobody chooses from a longer list. */
const enoughModels = 2_000;
/** Pages of models that are requested, however few are in each. */
const maxPages = 20;

/** Creating jobs at a provider. */
export class ProviderCreation implements SourceCreation {
  readonly options: CreationOptions;
  readonly graders: ProviderGraders | null;

  constructor(
    dialect: Dialect,
    private readonly connect: Connect,
  ) {
    this.options = dialect;
    const { validateGrader, runGrader } = dialect.routes;
    this.graders =
      validateGrader !== undefined && runGrader !== undefined ? new ProviderGraders(connect) : null;
  }

  async listModels(signal: AbortSignal, show?: (soFar: ModelNames) => void): Promise<ModelNames> {
    const client = await this.connect(signal);
    const reader = client.models.list().reader({ interval: backgroundInterval, maxPages });
    const names = new Set<string>();
    const fineTuned = new Set<string>();
    const untrainable = new Set<string>();
    const trainingEnds = new Map<string, number>();
    const shutdowns = new Map<string, number>();
    const known = (isCut: boolean): ModelNames => ({
      names: [...names],
      ...{ fineTuned, untrainable, trainingEnds, shutdowns, isCut },
    });
    let seen = 0;
    for (let page = await reader.next({ signal }); page !== null; page = await reader.next({ signal })) {
      for (const model of page.items.slice(0, enoughModels - seen)) {
        const { id, trainingEndsAt, shutdownAt } = model;
        (model.isTrainable === false ? untrainable : names).add(id);
        if (isFineTuned(model)) fineTuned.add(id);
        if (trainingEndsAt !== null) trainingEnds.set(id, trainingEndsAt);
        if (shutdownAt !== null) shutdowns.set(id, shutdownAt);
      }
      seen += page.items.length;
      if (seen >= enoughModels) return known(reader.hasMore || seen > enoughModels);
      if (reader.hasMore) show?.(known(false));
    }
    return known(reader.hasMore || reader.stop !== null);
  }

  async estimatePrice(request: CreateJob, signal: AbortSignal): Promise<PriceEstimate> {
    return (await this.connect(signal)).jobs.estimatePrice(request, { signal });
  }

  async begin(request: CreateJob, mark?: CreationMark): Promise<OneCreation> {
    const { JobCreation } = await import('../../api/createOnce');
    const creation = new JobCreation(request, mark?.nonce, mark?.sentAt);
    return {
      get mayExist() {
        return creation.mayExist;
      },
      send: async (signal, onLost) => creation.send(await this.connect(signal), { signal }, onLost),
      lookUp: async (signal) => creation.lookUp(await this.connect(signal), { signal }),
    };
  }
}
