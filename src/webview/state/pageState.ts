import { MetricsCollector } from '../../metrics/collector';
import type { JobKey, JobSnapshot, ToPage } from '../../shared/protocol';
import { EventLog } from './eventLog';

/** One job as the page knows it. */
export interface JobRecord {
  readonly snapshot: JobSnapshot;
  readonly log: EventLog;
  readonly metrics: MetricsCollector;
  /** The provider's JSON; null until it has been asked for and come. */
  readonly raw: string | null;
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
  /** Events and results that came before their job. */
  readonly #early = new Map<JobKey, Pick<JobRecord, 'log' | 'metrics'>>();

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
      case 'results':
        this.#partsOf(message.job).metrics.setResult(message.fileId, message.text);
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
    for (const key of this.#records.keys()) if (!shown.has(key)) this.#records.delete(key);
    for (const snapshot of jobs) {
      const parts = this.#partsOf(snapshot.key);
      parts.metrics.setCheckpoints(snapshot.checkpoints);
      this.#records.set(snapshot.key, { raw: null, ...parts, snapshot });
      this.#early.delete(snapshot.key);
    }
  }

  #addEvents(message: Extract<ToPage, { type: 'events' }>): void {
    const { log, metrics } = this.#partsOf(message.job);
    log.apply(message);
    if (message.mode === 'reset') metrics.clearEvents();
    metrics.addEvents(message.events);
  }

  #setRaw(key: JobKey, raw: string): void {
    const record = this.#records.get(key);
    if (record !== undefined) this.#records.set(key, { ...record, raw });
  }

  #partsOf(key: JobKey): Pick<JobRecord, 'log' | 'metrics'> {
    const known = this.#records.get(key) ?? this.#early.get(key);
    if (known !== undefined) return known;
    const parts = { log: new EventLog(), metrics: new MetricsCollector() };
    this.#early.set(key, parts);
    return parts;
  }
}
