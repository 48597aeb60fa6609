import { rm } from 'node:fs/promises';
import { type BaseModel, baseModelNamed, baseModels } from '../training/baseModels';
import type { JobStore } from './jobStore';
import type { JobRecord } from './record';
import { weightsPath } from './weightsPath';

/** A model that a job created: its name, its base, and the path of its weights. */
export interface TrainedModel {
  readonly id: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly base: BaseModel;
  readonly job: JobRecord;
  /** The step whose weights these are. */
  readonly step: number;
}

/** The models that can be used: found from the jobs, which alone are kept. */
export class ModelRegistry {
  constructor(private readonly jobs: JobStore) {}

  bases(): readonly BaseModel[] {
    return baseModels;
  }

  /** Newest job first; a job's finished model before its checkpoints. */
  trained(): TrainedModel[] {
    return this.jobs.list().flatMap((job) => modelsOf(job));
  }

  find(id: string): TrainedModel | undefined {
    return this.trained().find((model) => model.id === id);
  }

  weightsPath(model: TrainedModel): string {
    return weightsPath(this.jobs.folder(model.job.id), model.step);
  }

  /** Forgets the name; the weights go with the last name that needs them. */
  async delete(model: TrainedModel): Promise<void> {
    const before = model.job.deletedModels;
    model.job.deletedModels = [...before, model.id];
    try {
      await this.jobs.save(model.job);
    } catch (error) {
      model.job.deletedModels = before; // it is still there, also after the next start
      throw error;
    }
    const isNeeded = modelsOf(model.job).some(({ step }) => step === model.step);
    if (!isNeeded) await rm(this.weightsPath(model), { force: true });
  }
}

function modelsOf(job: JobRecord): TrainedModel[] {
  const base = baseModelNamed(job.baseModel);
  const last = job.checkpoints.at(-1);
  if (!base || !last) return [];
  const checkpoints = job.checkpoints.map(({ model, createdAt, step }) => ({ id: model, createdAt, step }));
  const finished = job.fineTunedModel
    ? [{ id: job.fineTunedModel, createdAt: job.finishedAt ?? last.createdAt, step: last.step }]
    : [];
  return [...finished, ...checkpoints.toReversed()]
    .filter(({ id }) => !job.deletedModels.includes(id))
    .map((model) => ({ ...model, base, job }));
}
