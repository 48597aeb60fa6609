import type { Checkpoint } from '../api/wire/checkpoint';
import type { FineTuningEvent } from '../api/wire/event';
import { type StepReport, isStep, stepReportOf } from './eventMetrics';
import { metricOf } from './metricName';
import { type PointList, Points, unionOf } from './points';
import { type ResultCsv, parseResultCsv } from './resultCsv';
import { type Curves, type Series, bySeriesOrder, mergePoints, seriesOf } from './series';

/** Curves that are shown: each may have a chart of its own. */
const mostSeries = 60;
/** Curves that events, or checkpoints, are read for. */
const mostNames = 200;

/** A job's curves as they come in: from events, checkpoints and result files. Reading is cheap between changes. */
export class MetricsCollector {
  #events = new Map<string, PointList>();
  #checkpoints = new Map<string, PointList>();
  readonly #results = new Map<string, { readonly text: string; readonly csv: ResultCsv }>();
  #clock: PointList = new Points();
  #eventEpochs: PointList = new Points();
  #totalSteps: number | null = null;
  #reportedStep: number | null = null;
  #series = new Map<string, Series>();
  #changed = new Set<string>();
  #sorted: readonly Series[] | null = null;
  #version = 0;

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** Unix seconds by step, as the events tell. */
  get clock(): PointList {
    return this.#clock;
  }

  /** Epoch by step, where told. */
  get epochs(): PointList {
    return mergePoints([...[...this.#results.values()].map(({ csv }) => csv.epochs), this.#eventEpochs]);
  }

  /** Null until an event has told. */
  get totalSteps(): number | null {
    return this.#totalSteps;
  }

  /** The last step that anything was heard of; null before the first. */
  get lastStep(): number | null {
    let last = this.#reportedStep;
    for (const { steps } of this.series) last = Math.max(last ?? 0, steps.at(-1) ?? 0);
    return last;
  }

  /** What keeps result files from being read whole, and metrics from being shown, in sentences. */
  get problems(): string[] {
    const problems = [...this.#results.values()].map(({ csv }) => csv.problem);
    const tooMany = `There are too many metrics: only ${mostSeries} of them are shown.`;
    return [...problems, this.#series.size > mostSeries ? tooMany : null].filter((each) => each !== null);
  }

  /** All curves, loss first. The same array until something changes. */
  get series(): readonly Series[] {
    if (this.#sorted !== null) return this.#sorted;
    for (const name of this.#changed) {
      const merged = seriesOf(name, this.#sources());
      if (merged.steps.length === 0) this.#series.delete(name);
      else this.#series.set(name, merged);
    }
    this.#changed.clear();
    this.#sorted = [...this.#series.values()].sort(bySeriesOrder).slice(0, mostSeries);
    return this.#sorted;
  }

  clearEvents(): void {
    this.#touch(this.#events.keys());
    this.#events = new Map();
    this.#clock = new Points();
    this.#eventEpochs = new Points();
    this.#totalSteps = null;
    this.#reportedStep = null;
  }

  /** Events newest first, as the API lists them; those already known do no harm. */
  addEvents(newestFirst: readonly FineTuningEvent[]): void {
    const batch = new EventBatch();
    for (let i = newestFirst.length - 1; i >= 0; i -= 1) {
      const event = newestFirst[i];
      const report = event === undefined ? null : stepReportOf(event);
      if (event === undefined || report === null) continue;
      batch.add(report, event.createdAt);
    }
    if (batch.isEmpty) return;
    this.#totalSteps = batch.totalSteps ?? this.#totalSteps;
    this.#reportedStep = Math.max(this.#reportedStep ?? 0, batch.lastStep);
    this.#clock = extended(this.#clock, batch.clock);
    this.#eventEpochs = extended(this.#eventEpochs, batch.epochs);
    for (const [name, points] of batch.curves)
      if (this.#events.has(name) || this.#events.size < mostNames)
        this.#events.set(name, extended(this.#events.get(name), points));
    this.#touch(batch.curves.keys());
  }

  setCheckpoints(checkpoints: readonly Checkpoint[]): void {
    this.#touch(this.#checkpoints.keys());
    const curves = new Map<string, Points>();
    for (const { step, metrics } of checkpoints) {
      if (step === null || !isStep(step)) continue;
      for (const [name, value] of Object.entries(metrics)) addTo(curves, name, step, value);
    }
    this.#checkpoints = curves;
    this.#touch(curves.keys());
  }

  /** A result file's text; the same text again costs nothing. */
  setResult(fileId: string, text: string): void {
    const known = this.#results.get(fileId);
    if (known?.text === text) return;
    const csv = parseResultCsv(text);
    this.#results.set(fileId, { text, csv });
    this.#touch(known?.csv.curves.keys() ?? []);
    this.#touch(csv.curves.keys());
  }

  #sources(): Curves[] {
    return [...[...this.#results.values()].map(({ csv }) => csv.curves), this.#events, this.#checkpoints];
  }

  #touch(names: Iterable<string>): void {
    for (const name of names) this.#changed.add(name);
    this.#sorted = null;
    this.#version += 1;
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
    if (curves.size >= mostNames) return;
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
