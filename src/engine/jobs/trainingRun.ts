import { nowSeconds } from '../store/clock';
import type { EventLog } from '../store/eventLog';
import { idFor } from '../store/ids';
import type { StepMetrics } from '../training/metrics';
import type { JobStore } from './jobStore';
import { metricsEvent, metricsOf } from './metricsEvent';
import { StepTimer } from './stepTimer';
import { checkpointName, type JobRecord } from './record';
import { order, type Outcome, type Progress, shared, type TrainTask } from './workerMessages';
import { WorkerRun } from './workerRun';

/** A job while a worker trains it: turns what the worker reports into events, checkpoints and an estimate. */
export class TrainingRun {
  private readonly flags: Int32Array;
  private readonly worker: WorkerRun;
  private stepTimer: StepTimer | undefined;
  private totalSteps = 0;
  private isCancelled = false;
  private failure: Error | undefined;

  private constructor(
    private readonly job: JobRecord,
    private readonly jobs: JobStore,
    private readonly log: EventLog,
    /** Steps up to this one were reported before a stop; they are trained again but not reported again. */
    private readonly lastReported: number,
    script: string,
    task: Omit<TrainTask, 'shared'>,
  ) {
    const buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * shared.length);
    this.flags = new Int32Array(buffer);
    this.worker = new WorkerRun(script, { ...task, shared: buffer }, (progress) => this.handle(progress));
  }

  static async start(
    job: JobRecord,
    jobs: JobStore,
    script: string,
    task: Omit<TrainTask, 'shared'>,
  ): Promise<TrainingRun> {
    const log = await jobs.log(job.id);
    const last = await log.findLast((event) => event.type === 'metrics');
    const lastReported = (last && metricsOf(last)?.step) ?? 0;
    return new TrainingRun(job, jobs, log, lastReported, script, task);
  }

  /** How it ended; undefined if it was cancelled. Rejects if the worker failed. */
  async outcome(): Promise<Outcome | undefined> {
    const outcome = await this.worker.outcome;
    if (this.failure) throw this.failure;
    return outcome;
  }

  /** Requests that the worker stops between two steps and keeps what it needs to resume. */
  leave(): void {
    Atomics.store(this.flags, shared.order, order.leave);
    Atomics.notify(this.flags, shared.order);
  }

  /** Ends the worker at once. */
  async cancel(): Promise<void> {
    this.isCancelled = true;
    await this.worker.terminate();
  }

  private handle(progress: Progress): void {
    if (this.isCancelled) return;
    switch (progress.type) {
      case 'started':
        this.totalSteps = progress.totalSteps;
        this.stepTimer = new StepTimer(progress.step, progress.totalSteps);
        break;
      case 'step':
        this.reportStep(progress.metrics);
        break;
      case 'checkpoint':
        this.addCheckpoint(progress.metrics);
        break;
      case 'keep':
        this.keep(progress.step).catch((error: unknown) => this.fail(error));
        break;
    }
  }

  private reportStep(metrics: StepMetrics): void {
    const left = this.stepTimer?.secondsLeft(metrics.step);
    if (left !== undefined) this.job.estimatedFinish = nowSeconds() + Math.ceil(left);
    if (metrics.step > this.lastReported) this.log.append(metricsEvent(metrics, this.totalSteps));
  }

  private addCheckpoint(metrics: StepMetrics): void {
    const { job } = this;
    const { step } = metrics;
    if (job.checkpoints.some((checkpoint) => checkpoint.step === step)) return;
    const model = checkpointName(job, step);
    const id = idFor('ftckpt_', model);
    job.checkpoints.push({ id, createdAt: nowSeconds(), step, model, metrics });
    this.log.append({
      created_at: nowSeconds(),
      level: 'info',
      message: `Checkpoint created at step ${String(step)}`,
      type: 'message',
      data: { step, fine_tuned_model_checkpoint: model },
    });
  }

  private async keep(step: number): Promise<void> {
    await this.log.flush();
    await this.jobs.save(this.job);
    Atomics.store(this.flags, shared.keptStep, step);
    Atomics.notify(this.flags, shared.keptStep);
  }

  /** What cannot be kept is not trained on: a full disk ends the run. */
  private async fail(error: unknown): Promise<void> {
    this.failure = new Error('the progress of the job cannot be written to disk', { cause: error });
    await this.worker.terminate();
  }
}
