import type { FineTuningJob } from '../api/wire/job';
import { cut } from '../api/wire/values';

/** What the house keeps of every known job: enough for its row. The rest is fetched when a page needs it. */
export interface JobSummary {
  readonly id: string;
  readonly status: string;
  /** Times: Unix seconds. */
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly estimatedFinish: number | null;
  readonly model: string | null;
  readonly fineTunedModel: string | null;
  readonly suffix: string | null;
  readonly trainedTokens: number | null;
  readonly trainingFile: string | null;
  readonly resultFile: string | null;
  readonly errorMessage: string | null;
  /** Share done, 0 to 1, where the provider tells. */
  readonly progress: number | null;
}

/** Strings that are kept to be shared, and their characters: a hostile server must not fill the memory with them. */
const mostShared = 200_000;
const longestShared = 200;

/** Strings that many jobs share are kept once. */
export class Interner {
  private readonly known = new Map<string, string>();

  intern<T extends string | null>(text: T): T {
    if (text === null) return text;
    const known = this.known.get(text);
    if (known !== undefined) return known as T; // equal to `text`
    if (this.known.size < mostShared && text.length <= longestShared) this.known.set(text, text);
    return text;
  }
}

export function summarize(job: FineTuningJob, interner: Interner): JobSummary {
  return {
    id: job.id,
    status: interner.intern(job.status),
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    estimatedFinish: job.estimatedFinish,
    model: interner.intern(job.model),
    fineTunedModel: job.fineTunedModel,
    suffix: interner.intern(job.suffix),
    trainedTokens: job.trainedTokens,
    trainingFile: interner.intern(job.trainingFiles[0]?.id ?? null),
    resultFile: job.resultFiles[0]?.id ?? null,
    errorMessage: job.error === null ? null : interner.intern(cut(job.error.message, 200)),
    progress: job.progress,
  };
}

export function isSameSummary(a: JobSummary, b: JobSummary): boolean {
  return (
    a.status === b.status &&
    a.createdAt === b.createdAt &&
    a.finishedAt === b.finishedAt &&
    a.estimatedFinish === b.estimatedFinish &&
    a.model === b.model &&
    a.fineTunedModel === b.fineTunedModel &&
    a.suffix === b.suffix &&
    a.trainedTokens === b.trainedTokens &&
    a.trainingFile === b.trainingFile &&
    a.resultFile === b.resultFile &&
    a.errorMessage === b.errorMessage &&
    a.progress === b.progress
  );
}

/** What people call the job: its suffix, else its fine-tuned model, else its id. */
export function jobName(job: Pick<JobSummary, 'id' | 'suffix' | 'fineTunedModel'>): string {
  return job.suffix ?? job.fineTunedModel ?? job.id;
}
