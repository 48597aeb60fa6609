import { rm } from 'node:fs/promises';
import type { FileStore } from '../store/fileStore';
import { nowSeconds } from '../store/nowSeconds';
import { resolveHyperparameters } from '../training/resolveHyperparameters';
import { datasetInputs, missingInput } from './inputs';
import { datasetFailure, divergence, engineFailure } from './jobErrors';
import type { JobStore } from './jobStore';
import type { ModelRegistry } from './modelRegistry';
import { fineTunedName, hasEnded, type JobError, type JobRecord } from './record';
import { TaskQueue } from './taskQueue';
import { TrainingRun } from './trainingRun';
import { weightsPath } from './weightsPath';
import type { Outcome, TrainTask } from './workerMessages';
import { WorkerRun } from './workerRun';
import { type ResultEncoding, writeResultFile } from './writeResultFile';

export interface SchedulerOptions {
  readonly jobs: JobStore;
  readonly files: FileStore;
  readonly models: ModelRegistry;
  /** The worker's bundle. */
  readonly workerScript: string;
  /** A pause after each training step, in milliseconds. */
  readonly throttleMs: number;
  readonly resultEncoding: ResultEncoding;
}

/** How long a stopping engine waits for the current step, in milliseconds. A step that is cut off is trained again. */
const stopTimeoutMs = 2000;

/**
 * Takes jobs through their life: one file check at a time, one training at a time, each in a thread of its own.
 * Every change of status is reported in the job's events and saved.
 */
export class Scheduler {
  private readonly checks = new TaskQueue();
  private readonly trainings = new TaskQueue();
  private readonly runs = new Map<string, TrainingRun>();
  private checking: { job: JobRecord; run: WorkerRun } | undefined;
  private isStopping = false;

  constructor(private readonly options: SchedulerOptions) {}

  /** Resumes the jobs of an earlier engine, oldest first; running ones before queued ones. */
  async restore(): Promise<void> {
    const left = this.options.jobs.list().reverse();
    for (const job of left.filter(({ status }) => status === 'pausing')) {
      await this.guarded(job, () => this.change(job, 'paused'));
    }
    for (const job of left.filter(({ status }) => status === 'running')) this.enqueue(job);
    for (const job of left.filter(({ status }) => status === 'queued')) this.enqueue(job);
    for (const job of left.filter(({ status }) => status === 'validating_files')) this.submit(job);
  }

  /** Starts a job that has just been created. */
  submit(job: JobRecord): void {
    this.checks.add(job.id, () => this.guarded(job, () => this.check(job)));
  }

  /** Cancels a job that has not ended; at once, whatever it is doing. */
  async cancel(job: JobRecord): Promise<void> {
    job.finishedAt = nowSeconds();
    job.estimatedFinish = null;
    this.checks.remove(job.id);
    this.trainings.remove(job.id);
    const changed = this.change(job, 'cancelled', 'Fine-tuning job cancelled');
    await this.runs.get(job.id)?.cancel();
    if (this.checking?.job === job) await this.checking.run.terminate();
    await changed;
    await this.forgetProgress(job);
  }

  /** Pauses a queued job at once, a running one after its step. */
  async pause(job: JobRecord): Promise<void> {
    if (job.status === 'queued') {
      this.trainings.remove(job.id);
      await this.change(job, 'paused', 'Fine-tuning job paused');
      return;
    }
    const changed = this.change(job, 'pausing', 'Pausing after the current step');
    this.runs.get(job.id)?.leave();
    await changed;
  }

  /** Queues a paused job again. */
  async resume(job: JobRecord): Promise<void> {
    await this.change(job, 'queued', 'Fine-tuning job queued again');
    this.enqueue(job);
  }

  /** Leaves every job in a state from which the next start can resume it. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const run of this.runs.values()) run.leave();
    await this.checking?.run.terminate();
    const timer = setTimeout(() => {
      for (const run of this.runs.values()) void run.cancel();
    }, stopTimeoutMs);
    await Promise.all([this.checks.close(), this.trainings.close()]);
    clearTimeout(timer);
  }

  private enqueue(job: JobRecord): void {
    this.trainings.add(job.id, () => this.guarded(job, () => this.train(job)));
  }

  /** Checks both files; then the job is queued, or fails with the broken lines. */
  private async check(job: JobRecord): Promise<void> {
    if (job.status !== 'validating_files') return;
    const also = job.validationFile === null ? '' : ` and validation file: ${job.validationFile}`;
    await this.options.jobs.addEvent(job, `Validating training file: ${job.trainingFile}${also}`);
    const { files, models, workerScript } = this.options;
    const missing = missingInput(job, files, models);
    if (missing) return this.fail(job, missing);
    const run = new WorkerRun(workerScript, { kind: 'check', ...datasetInputs(job, files) }, () => undefined);
    this.checking = { job, run };
    try {
      const outcome = await run.outcome;
      // Undefined when it was cancelled, or when the engine is stopping: then the next start checks again.
      if (outcome?.type === 'checked') await this.useReport(job, outcome);
    } finally {
      this.checking = undefined;
    }
  }

  private async useReport(job: JobRecord, outcome: Outcome & { type: 'checked' }): Promise<void> {
    if (hasEnded(job)) return;
    const failure = datasetFailure(outcome);
    if (failure) return this.fail(job, failure);
    job.examples = outcome.training.examples;
    await this.change(job, 'queued', 'Files validated, moving job to queued state');
    this.enqueue(job);
  }

  private async train(job: JobRecord): Promise<void> {
    if (this.isStopping || (job.status !== 'queued' && job.status !== 'running')) return;
    const { files, models, jobs, workerScript } = this.options;
    const missing = missingInput(job, files, models);
    if (missing) return this.fail(job, missing);
    const wasLeft = job.status === 'running';
    const hyperparameters = resolveHyperparameters(job.hyperparameters, job.examples ?? 1);
    job.hyperparameters = hyperparameters;
    const message = wasLeft ? 'The engine was stopped; training goes on' : 'Fine-tuning job started';
    await this.change(job, 'running', message);
    const task = { ...this.trainTask(job), hyperparameters };
    const run = await TrainingRun.start(job, jobs, workerScript, task);
    this.runs.set(job.id, run);
    try {
      await this.supervise(job, run);
    } finally {
      this.runs.delete(job.id);
    }
  }

  /** Waits for a run's end. What was requested while it was being started is passed on to it first. */
  private async supervise(job: JobRecord, run: TrainingRun): Promise<void> {
    if (hasEnded(job)) await run.cancel();
    if (this.isStopping || job.status === 'pausing') run.leave();
    const outcome = await run.outcome();
    if (hasEnded(job)) return;
    if (outcome?.type === 'finished') return this.succeed(job, outcome.trainedTokens);
    if (outcome?.type === 'diverged') return this.fail(job, divergence(outcome.step));
    if (outcome?.type === 'left' && job.status === 'pausing') {
      job.estimatedFinish = null;
      await this.change(job, 'paused', `Fine-tuning job paused at step ${String(outcome.step)}`);
    }
  }

  private async succeed(job: JobRecord, trainedTokens: number): Promise<void> {
    const { jobs, files, resultEncoding } = this.options;
    const results = await writeResultFile(job, await jobs.log(job.id), files, resultEncoding);
    // The job was cancelled while the file was written.
    if (hasEnded(job)) return files.delete(results.id);
    job.resultFiles = [results.id];
    job.trainedTokens = trainedTokens;
    job.fineTunedModel = fineTunedName(job);
    job.finishedAt = nowSeconds();
    job.estimatedFinish = null;
    await jobs.addEvent(job, `New fine-tuned model created: ${job.fineTunedModel}`);
    await this.change(job, 'succeeded', 'The job has successfully completed');
    await this.forgetProgress(job);
  }

  private async fail(job: JobRecord, error: JobError): Promise<void> {
    job.error = error;
    job.finishedAt = nowSeconds();
    job.estimatedFinish = null;
    await this.change(job, 'failed', `The job failed: ${error.message}`, 'error');
    await this.forgetProgress(job);
  }

  private async change(
    job: JobRecord,
    status: JobRecord['status'],
    message?: string,
    level: 'info' | 'error' = 'info',
  ): Promise<void> {
    const { jobs } = this.options;
    job.status = status;
    if (message !== undefined) await jobs.addEvent(job, message, level);
    await (await jobs.log(job.id)).flush();
    await jobs.save(job);
  }

  private async guarded(job: JobRecord, task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      console.error(`engine: job ${job.id}:`, error);
      if (hasEnded(job)) return;
      // On a full disk this fails too; the job is failed in memory then, and resumed at the next start.
      await this.fail(job, engineFailure(error)).catch(() => undefined);
    }
  }

  private async forgetProgress(job: JobRecord): Promise<void> {
    await rm(weightsPath(this.options.jobs.folder(job.id), 'resume'), { force: true });
  }

  private trainTask(job: JobRecord): Omit<TrainTask, 'shared' | 'hyperparameters'> {
    const { jobs, files, models, throttleMs } = this.options;
    const parent = models.find(job.model);
    return {
      kind: 'train',
      ...datasetInputs(job, files),
      baseModel: job.baseModel,
      initialWeightsPath: parent ? models.weightsPath(parent) : null,
      seed: job.seed,
      folder: jobs.folder(job.id),
      throttleMs,
    };
  }
}
