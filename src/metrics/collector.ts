import { t } from '@vscode/l10n';
import type { Checkpoint } from '../api/wire/checkpoint';
import type { FineTuningEvent } from '../api/wire/event';
import { isStep, type StepReport, stepReportOf } from './eventMetrics';
import { metricOf } from './metricName';
import { type PointList, Points, unionOf } from './points';
import type { MetricsTable } from './resultCsv';
import { bySeriesOrder, type CurveMap, mergePoints, type Series, seriesOf } from './series';

/** Curves that are shown: each may have a chart of its own. */
const maxSeries = 60;
/** Curves that events, or checkpoints, are read for. */
const maxNames = 200;

/** A job's curves as they come in: from events, checkpoints and result files. Reading is cheap between changes. */
export class MetricsCollector {
  private events = new Map<string, PointList>();
  private checkpoints = new Map<string, PointList>();
  private checkpointsKey = '[]';
  private readonly tables = new Map<string, MetricsTable>();
  private clockPoints: PointList = new Points();
  private eventEpochs: PointList = new Points();
  private reportedTotal: number | null = null;
  private reportedStep: number | null = null;
  private newestEventAt: number | null = null;
  private seriesByName = new Map<string, Series>();
  private changed = new Set<string>();
  private sorted: readonly Series[] | null = null;
  private changeCount = 0;

  /** Grows with every change. */
  get version(): number {
    return this.changeCount;
  }

  /** Unix seconds by step, as the events report. */
  get clock(): PointList {
    return this.clockPoints;
  }

  /** Epoch by step, where reported. */
  get epochs(): PointList {
    return mergePoints([...[...this.tables.values()].map(({ epochs }) => epochs), this.eventEpochs]);
  }

  /** Null until an event has reported it. */
  get totalSteps(): number | null {
    return this.reportedTotal;
  }

  /** The last step that anything was heard of; null before the first. */
  get lastStep(): number | null {
    let last = this.reportedStep;
    for (const { steps } of this.series) last = Math.max(last ?? 0, steps.at(-1) ?? 0);
    return last;
  }

  /** Unix seconds of the newest event, of whatever it reports; null before the first. */
  get lastEventAt(): number | null {
    return this.newestEventAt;
  }

  /** What keeps result files from being read whole, and metrics from being shown, in sentences. */
  get problems(): string[] {
    const problems = [...this.tables.values()].map(({ problem }) => problem);
    if (this.seriesByName.size > maxSeries)
      problems.push(t('There are too many metrics: only {0} of them are shown.', maxSeries));
    return problems.filter((each) => each !== null);
  }

  /** All curves, loss first. The same array until something changes. */
  get series(): readonly Series[] {
    if (this.sorted !== null) return this.sorted;
    for (const name of this.changed) {
      const merged = seriesOf(name, this.sources());
      if (merged.steps.length === 0) this.seriesByName.delete(name);
      else this.seriesByName.set(name, merged);
    }
    this.changed.clear();
    this.sorted = [...this.seriesByName.values()].sort(bySeriesOrder).slice(0, maxSeries);
    return this.sorted;
  }

  clearEvents(): void {
    this.touch(this.events.keys());
    this.events = new Map();
    this.clockPoints = new Points();
    this.eventEpochs = new Points();
    this.reportedTotal = null;
    this.reportedStep = null;
    this.newestEventAt = null;
  }

  /** Events newest first, as the API lists them; those already known do no harm. */
  addEvents(newestFirst: readonly FineTuningEvent[]): void {
    const batch = new EventBatch();
    for (let i = newestFirst.length - 1; i >= 0; i -= 1) {
      const event = newestFirst[i];
      if (event?.createdAt != null) this.newestEventAt = Math.max(this.newestEventAt ?? 0, event.createdAt);
      const report = event === undefined ? null : stepReportOf(event);
      if (event === undefined || report === null) continue;
      batch.add(report, event.createdAt);
    }
    if (batch.isEmpty) return;
    this.reportedTotal = batch.totalSteps ?? this.reportedTotal;
    this.reportedStep = Math.max(this.reportedStep ?? 0, batch.lastStep);
    this.clockPoints = extended(this.clockPoints, batch.clock);
    this.eventEpochs = extended(this.eventEpochs, batch.epochs);
    for (const [name, points] of batch.curves)
      if (this.events.has(name) || this.events.size < maxNames)
        this.events.set(name, extended(this.events.get(name), points));
    this.touch(batch.curves.keys());
  }

  /** The same checkpoints again cost nothing: their measurements do not change. */
  setCheckpoints(checkpoints: readonly Checkpoint[]): void {
    const key = JSON.stringify(checkpoints.map(({ id, step }) => [id, step]));
    if (key === this.checkpointsKey) return;
    this.checkpointsKey = key;
    this.touch(this.checkpoints.keys());
    const curves = new Map<string, Points>();
    for (const { step, metrics } of checkpoints) {
      if (step === null || !isStep(step)) continue;
      for (const [name, value] of Object.entries(metrics)) addTo(curves, name, step, value);
    }
    this.checkpoints = curves;
    this.touch(curves.keys());
  }

  /** Whether a table has reported the curves from their first step. */
  get hasTables(): boolean {
    return this.tables.size > 0;
  }

  /** What a result file, or a provider's own list, reports. @param id the same for a table that replaces another */
  setTable(id: string, table: MetricsTable): void {
    this.touch(this.tables.get(id)?.curves.keys() ?? []);
    this.tables.set(id, table);
    this.touch(table.curves.keys());
  }

  private sources(): CurveMap[] {
    return [...[...this.tables.values()].map(({ curves }) => curves), this.events, this.checkpoints];
  }

  private touch(names: Iterable<string>): void {
    for (const name of names) this.changed.add(name);
    this.sorted = null;
    this.changeCount += 1;
  }
}

/** What a batch of events adds. */
class EventBatch {
  readonly curves = new Map<string, Points>();
  readonly clock = new Points();
  readonly epochs = new Points();
  totalSteps: number | null = null;
  lastStep = 0;
  isEmpty = true;

  add({ step, totalSteps, epoch, values }: StepReport, at: number | null): void {
    this.isEmpty = false;
    this.lastStep = Math.max(this.lastStep, step);
    this.totalSteps = totalSteps ?? this.totalSteps;
    if (at !== null) this.clock.add(step, at);
    if (epoch !== null && Number.isFinite(epoch)) this.epochs.add(step, epoch);
    for (const [name, value] of values) addTo(this.curves, name, step, value);
  }
}

function addTo(curves: Map<string, Points>, providersName: string, step: number, value: number): void {
  const metric = metricOf(providersName);
  if (metric === null) return;
  let points = curves.get(metric.name);
  if (points === undefined) {
    if (curves.size >= maxNames) return;
    curves.set(metric.name, (points = new Points()));
  }
  points.add(step, value);
}

/** `known` with `added`, whose values win. Adding at the end does not copy what is known. */
function extended(known: PointList | undefined, added: Points): PointList {
  if (known === undefined || known.steps.length === 0) return added;
  const last = known.steps.at(-1) ?? -Infinity;
  const first = added.steps[0] ?? Infinity;
  if (!(known instanceof Points) || first <= last) return copied(unionOf(added, known));
  added.steps.forEach((step, at) => known.add(step, added.values[at] ?? NaN));
  return known;
}

function copied({ steps, values }: PointList): Points {
  const points = new Points(Math.max(16, steps.length));
  steps.forEach((step, at) => points.add(step, values[at] ?? NaN));
  return points;
}
