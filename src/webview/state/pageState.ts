import type { JobKey, JobSnapshot, ToPage } from '../../shared/protocol';
import { type Curves, CurvesReceiver, noCurves } from './curves';
import { EventLog } from './eventLog';

/** One job as the page knows it. */
export interface JobRecord {
  readonly snapshot: JobSnapshot;
  readonly log: EventLog;
  readonly curves: Curves;
  /** The provider's JSON; null until it has been requested and come. */
  readonly raw: string | null;
}

/** What of a job is sent piece by piece. */
interface JobParts {
  readonly log: EventLog;
  readonly receiver: CurvesReceiver;
  curves: Curves;
}

export type View =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'unavailable';
      readonly title: string;
      readonly message: string;
      readonly canRetry: boolean;
    }
  | { readonly kind: 'job'; readonly key: JobKey }
  | { readonly kind: 'compare'; readonly keys: readonly JobKey[] };

/** All that the extension has sent. */
export class PageState {
  view: View = { kind: 'loading' };
  locale = 'en';
  /** Seconds that the extension's clock is ahead of the page's. */
  clockOffset = 0;
  readonly #records = new Map<JobKey, JobRecord>();
  /** Of every job that anything was sent of, also before the job itself. */
  readonly #parts = new Map<JobKey, JobParts>();

  get records(): readonly JobRecord[] {
    const keys =
      this.view.kind === 'compare' ? this.view.keys : this.view.kind === 'job' ? [this.view.key] : [];
    return keys.flatMap((key) => this.#records.get(key) ?? []);
  }

  record(key: JobKey): JobRecord | null {
    return this.#records.get(key) ?? null;
  }

  /** @param pageNow Unix seconds by the page's clock */
  apply(message: ToPage, pageNow: number): void {
    switch (message.type) {
      case 'show':
        this.#show(message, pageNow);
        break;
      case 'events':
        this.#addEvents(message);
        break;
      case 'curves':
        this.#setCurves(message);
        break;
      case 'raw':
        this.#setRaw(message.job, message.text);
        break;
      case 'unavailable':
        this.view = {
          kind: 'unavailable',
          title: message.title,
          message: message.message,
          canRetry: message.canRetry,
        };
        break;
    }
  }

  #show({ view, jobs, now, locale }: Extract<ToPage, { type: 'show' }>, pageNow: number): void {
    const [first] = jobs;
    if (view === 'compare') this.view = { kind: 'compare', keys: jobs.map(({ key }) => key) };
    else if (first !== undefined) this.view = { kind: 'job', key: first.key };
    this.clockOffset = now - pageNow;
    this.locale = locale;
    const shown = new Set(jobs.map(({ key }) => key));
    for (const key of this.#records.keys()) if (!shown.has(key)) this.#forget(key);
    for (const snapshot of jobs) {
      const { log, curves } = this.#partsOf(snapshot.key);
      const raw = this.#records.get(snapshot.key)?.raw ?? null;
      this.#records.set(snapshot.key, { raw, log, curves, snapshot });
    }
  }

  #forget(key: JobKey): void {
    this.#records.delete(key);
    this.#parts.delete(key);
  }

  #addEvents(message: Extract<ToPage, { type: 'events' }>): void {
    this.#partsOf(message.job).log.apply(message);
  }

  #setCurves({ job, isReset, update }: Extract<ToPage, { type: 'curves' }>): void {
    const parts = this.#partsOf(job);
    if (isReset) parts.receiver.reset();
    parts.curves = parts.receiver.apply(update);
    const record = this.#records.get(job);
    if (record !== undefined) this.#records.set(job, { ...record, curves: parts.curves });
  }

  #setRaw(key: JobKey, raw: string): void {
    const record = this.#records.get(key);
    if (record !== undefined) this.#records.set(key, { ...record, raw });
  }

  #partsOf(key: JobKey): JobParts {
    let parts = this.#parts.get(key);
    if (parts === undefined) {
      parts = { log: new EventLog(), receiver: new CurvesReceiver(), curves: noCurves };
      this.#parts.set(key, parts);
    }
    return parts;
  }
}
