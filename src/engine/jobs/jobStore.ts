import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomically } from '../store/atomicFile';
import { EventLog, type JobEvent } from '../store/eventLog';
import { nowSeconds } from '../store/nowSeconds';
import { readRecord } from '../store/readRecord';
import { JobRecord } from './record';
import { unreadableJob } from './unreadableJob';

/** The jobs: a folder each, with the record, the events and the weights. */
export class JobStore {
  private readonly jobs = new Map<string, JobRecord>();
  private readonly logs = new Map<string, Promise<EventLog>>();
  private readonly openLogs = new Map<string, EventLog>();
  private readonly saving = new Map<string, Promise<void>>();
  /** Ids of jobs whose records must not be touched. */
  private readonly unreadable = new Set<string>();
  private nextOrder = 1;

  constructor(private readonly directory: string) {}

  async load(): Promise<void> {
    for (const id of await readdir(this.directory)) {
      const kept = await readRecord(this.recordPath(id), JobRecord);
      // A folder without a record is a job whose creation was cut off before the response was sent.
      if (kept === 'missing') continue;
      const job = kept === 'unreadable' ? await unreadableJob(id, this.recordPath(id)) : kept.record;
      if (kept === 'unreadable') this.unreadable.add(id);
      this.jobs.set(id, job);
      this.nextOrder = Math.max(this.nextOrder, job.order + 1);
    }
  }

  /** Newest first. */
  list(): JobRecord[] {
    return [...this.jobs.values()].sort((left, right) => right.order - left.order);
  }

  get(id: string): JobRecord | undefined {
    return this.jobs.get(id);
  }

  /** Once this resolves the job survives a kill; where it rejects there is no job, nor anything left of it. */
  async add(job: Omit<JobRecord, 'order'>): Promise<JobRecord> {
    const added = { ...job, order: this.nextOrder++ };
    try {
      await mkdir(this.folder(job.id), { mode: 0o700 });
      await this.save(added);
      await this.log(job.id);
    } catch (error) {
      await this.discard(job.id);
      throw error;
    }
    this.jobs.set(job.id, added);
    return added;
  }

  /** Forgets a job that could not be created. */
  async discard(id: string): Promise<void> {
    this.jobs.delete(id);
    this.logs.delete(id);
    this.openLogs.delete(id);
    this.saving.delete(id);
    await rm(this.folder(id), { recursive: true, force: true }).catch(() => undefined); // the caller reports its error
  }

  /** Writes the record as it is now; writes of one job come in the order of the calls. */
  async save(job: JobRecord): Promise<void> {
    if (this.unreadable.has(job.id)) throw new Error(`the record of ${job.id} cannot be read, and is kept`);
    job.updatedAt = nowSeconds();
    const text = JSON.stringify(job);
    const before = this.saving.get(job.id) ?? Promise.resolve();
    const write = (): Promise<void> => writeFileAtomically(this.recordPath(job.id), text);
    const saved = before.then(write, write);
    this.saving.set(job.id, saved);
    await saved;
  }

  /** A job's events; opened when first needed. */
  log(id: string): Promise<EventLog> {
    const opened = this.logs.get(id) ?? this.openLog(id);
    this.logs.set(id, opened);
    opened.catch(() => this.logs.delete(id)); // the next caller tries again
    return opened;
  }

  /**
   * Appends an event with a message for people: before this returns, if the log is open, so that a change of
   * status and the event that reports it are seen together.
   */
  async addEvent(job: JobRecord, message: string, level: JobEvent['level'] = 'info'): Promise<void> {
    const log = this.openLogs.get(job.id) ?? (await this.log(job.id));
    log.append({ created_at: nowSeconds(), level, message, type: 'message', data: {} });
  }

  /** Waits for all that is being written. */
  async flush(): Promise<void> {
    await Promise.allSettled(this.saving.values());
    for (const log of this.openLogs.values()) await log.flush();
  }

  /** The folder of the job's record, events and weights. */
  folder(id: string): string {
    return path.join(this.directory, id);
  }

  private async openLog(id: string): Promise<EventLog> {
    const log = await EventLog.open(path.join(this.folder(id), 'events.jsonl'));
    this.openLogs.set(id, log);
    return log;
  }

  private recordPath(id: string): string {
    return path.join(this.folder(id), 'job.json');
  }
}
