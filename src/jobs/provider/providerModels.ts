import type { Clock } from '../../api/clock';
import type { Checkpoint } from '../../api/wire/checkpoint';
import type { Model } from '../../api/wire/model';
import type { SourceModels } from '../source';
import type { Connect } from './connect';
import { gone } from './gone';
import { ProviderList } from './providerList';

/** Checkpoints of a job that are listed. */
const maxCheckpoints = 100;

/** The models of a provider. */
export class ProviderModels implements SourceModels {
  readonly listed: ProviderList<Model>;
  readonly deleted = new Set<string>();

  constructor(
    private readonly connect: Connect,
    clock: Clock,
  ) {
    this.listed = new ProviderList(connect, clock, {
      list: (client, after, signal) => client.models.list({ after }, signal === undefined ? {} : { signal }),
    });
    this.listed.onDidChange(() => {
      for (const { id } of this.listed.items) this.deleted.delete(id); // another job has made it again
    });
  }

  async checkpoints(jobId: string, signal: AbortSignal): Promise<readonly Checkpoint[]> {
    const { jobs } = await this.connect(signal);
    return (await jobs.listCheckpoints(jobId, { limit: maxCheckpoints }, { signal }).first()).items;
  }

  async delete(name: string, signal: AbortSignal): Promise<void> {
    await gone((await this.connect(signal)).models.delete(name, { signal }));
    this.deleted.add(name);
    this.listed.remove(name);
  }
}
