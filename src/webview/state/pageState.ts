import type { JsonPart, SentJson } from '../../api/jsonPart';
import type { PreviewOutcome } from '../../shared/fileFacts';
import type { JobKey, JobSnapshot, ToPage } from '../../shared/protocol';
import { type Curves, CurvesReceiver, noCurves } from './curves';
import { EventList } from './eventList';

/** One job as the page knows it. */
export interface ShownJob {
  readonly snapshot: JobSnapshot;
  readonly log: EventList;
  readonly curves: Curves;
  /** The provider's JSON, as far as it was requested and has come; null: it could not be had. */
  readonly raw: ReadonlyMap<JsonPart, SentJson | null>;
  /** Beginnings of its files by their ids; as they came. */
  readonly previews: ReadonlyMap<string, PreviewOutcome>;
}

/** What of a job is sent piece by piece. */
interface JobParts {
  readonly log: EventList;
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
  private readonly recordsByKey = new Map<JobKey, ShownJob>();
  /** Of every job that anything was sent of, also before the job itself. */
  private readonly parts = new Map<JobKey, JobParts>();

  get records(): readonly ShownJob[] {
    const keys =
      this.view.kind === 'compare' ? this.view.keys : this.view.kind === 'job' ? [this.view.key] : [];
    return keys.flatMap((key) => this.recordsByKey.get(key) ?? []);
  }

  record(key: JobKey): ShownJob | null {
    return this.recordsByKey.get(key) ?? null;
  }

  /** @param pageNow Unix seconds by the page's clock */
  apply(message: ToPage, pageNow: number): void {
    switch (message.type) {
      case 'show':
        this.show(message, pageNow);
        break;
      case 'events':
        this.addEvents(message);
        break;
      case 'curves':
        this.setCurves(message);
        break;
      case 'raw':
        this.setRaw(message);
        break;
      case 'preview':
        this.setPreview(message);
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

  private show({ view, jobs, now, locale }: Extract<ToPage, { type: 'show' }>, pageNow: number): void {
    const [first] = jobs;
    if (view === 'compare') this.view = { kind: 'compare', keys: jobs.map(({ key }) => key) };
    else if (first !== undefined) this.view = { kind: 'job', key: first.key };
    this.clockOffset = now - pageNow;
    this.locale = locale;
    const shown = new Set(jobs.map(({ key }) => key));
    for (const key of this.recordsByKey.keys()) if (!shown.has(key)) this.forget(key);
    for (const snapshot of jobs) {
      const { log, curves } = this.partsOf(snapshot.key);
      const { raw = new Map<JsonPart, SentJson | null>(), previews = new Map<string, PreviewOutcome>() } =
        this.recordsByKey.get(snapshot.key) ?? {};
      this.recordsByKey.set(snapshot.key, { raw, previews, log, curves, snapshot });
    }
  }

  private forget(key: JobKey): void {
    this.recordsByKey.delete(key);
    this.parts.delete(key);
  }

  private addEvents(message: Extract<ToPage, { type: 'events' }>): void {
    this.partsOf(message.job).log.apply(message);
  }

  private setCurves({ job, isReset, update }: Extract<ToPage, { type: 'curves' }>): void {
    const parts = this.partsOf(job);
    if (isReset) parts.receiver.reset();
    parts.curves = parts.receiver.apply(update);
    const record = this.recordsByKey.get(job);
    if (record !== undefined) this.recordsByKey.set(job, { ...record, curves: parts.curves });
  }

  private setRaw({ job, part, text, beginning = null }: Extract<ToPage, { type: 'raw' }>): void {
    const record = this.recordsByKey.get(job);
    if (record === undefined) return;
    const sent = text === null ? null : { text, beginning };
    this.recordsByKey.set(job, { ...record, raw: new Map([...record.raw, [part, sent]]) });
  }

  private setPreview({ job, fileId, preview }: Extract<ToPage, { type: 'preview' }>): void {
    const record = this.recordsByKey.get(job);
    if (record === undefined) return;
    this.recordsByKey.set(job, { ...record, previews: new Map([...record.previews, [fileId, preview]]) });
  }

  private partsOf(key: JobKey): JobParts {
    let parts = this.parts.get(key);
    if (parts === undefined) {
      parts = { log: new EventList(), receiver: new CurvesReceiver(), curves: noCurves };
      this.parts.set(key, parts);
    }
    return parts;
  }
}
