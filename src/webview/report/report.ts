import { bestCheckpoint } from '../../metrics/best';
import { titleOf } from '../../metrics/metricName';
import { lowerBound } from '../../metrics/points';
import type { Series } from '../../metrics/series';
import type { Derived } from '../derived';
import { compareFields, fieldsOf } from '../fields';
import { type Format, clipped, metricText } from '../format';
import { remedyFor } from '../remedies';
import type { JobRecord } from '../state';
import type { Block, SketchLine } from './blocks';

/** A job with what follows from its curves. */
export interface ReportedJob {
  readonly record: JobRecord;
  readonly derived: Derived;
}

/** The charts: a picture for a file, a sketch for text that is pasted. */
export type Picture =
  { readonly kind: 'image'; readonly source: string; readonly alt: string } | { readonly kind: 'sketch' };

/** Longer texts have no place in a table. */
const LONGEST = 500;

/** @param now Unix seconds */
export function jobReport(
  { record, derived }: ReportedJob,
  picture: Picture,
  format: Format,
  now: number,
): Block[] {
  const { job, name } = record.snapshot;
  const fields = fieldsOf(record, derived, format, now).filter(({ text }) => text !== '');
  const remedy = job.error === null ? null : remedyFor(job.error);
  return [
    { kind: 'heading', level: 1, text: clipped(name, 200) },
    ...(remedy === null ? [] : [{ kind: 'paragraph' as const, text: remedy }]),
    ...(derived.series.length === 0
      ? []
      : [{ kind: 'paragraph' as const, text: derived.diagnosis.sentence }]),
    ...pictureOf(picture, 'Loss', lossLines(derived.series)),
    {
      kind: 'table',
      head: ['Field', 'Value'],
      rows: fields.map(({ label, text }) => [label, clipped(text, LONGEST)]),
    },
    ...curveTable(derived.series),
    ...checkpointTable(record, derived),
    { kind: 'paragraph', text: `As of ${format.date(record.snapshot.fetchedAt)}.` },
  ];
}

/** @param now Unix seconds */
export function comparisonReport(
  jobs: readonly ReportedJob[],
  picture: Picture,
  format: Format,
  now: number,
): Block[] {
  const { differing, same } = compareFields(
    jobs.map(({ record, derived }) => fieldsOf(record, derived, format, now)),
  );
  const names = jobs.map(({ record }) => clipped(record.snapshot.name, 100));
  const lines = jobs.flatMap(({ derived }, at) => {
    const series = derived.series.find(({ kind }) => kind === 'loss');
    return series === undefined ? [] : (sketchLine(series, names[at] ?? '') ?? []);
  });
  const table = (rows: typeof differing): Block => ({
    kind: 'table',
    head: ['Field', ...names],
    rows: rows.map(({ label, texts }) => [label, ...texts.map((text) => clipped(text, LONGEST))]),
  });
  return [
    { kind: 'heading', level: 1, text: `Comparison of ${names.join(', ')}` },
    ...pictureOf(picture, 'Loss', lines),
    { kind: 'heading', level: 2, text: 'What differs' },
    table(differing),
    { kind: 'heading', level: 2, text: 'What is the same' },
    table(same),
    { kind: 'paragraph', text: `As of ${format.date(now)}.` },
  ];
}

function pictureOf(picture: Picture, title: string, lines: readonly SketchLine[]): Block[] {
  if (picture.kind === 'image') return [picture];
  return lines.length === 0 ? [] : [{ kind: 'sketch', title, lines }];
}

function lossLines(series: readonly Series[]): SketchLine[] {
  const losses = series.filter(({ kind }) => kind === 'loss');
  const shown = losses.length > 0 ? losses : series.filter(({ kind }) => kind === 'reward');
  return shown.flatMap((each) => sketchLine(each, titleOf(each)) ?? []);
}

/** More points make a text chart no better. */
const SKETCH_POINTS = 40;

/** The curve at equal distances, interpolated; null with fewer than two finite values. */
export function sketchLine(
  { steps, values }: Pick<Series, 'steps' | 'values'>,
  name: string,
): SketchLine | null {
  const finite = values.map((value, at) => (Number.isFinite(value) ? at : -1)).filter((at) => at >= 0);
  const xs = Float64Array.from(finite, (at) => steps[at] ?? 0);
  const ys = Float64Array.from(finite, (at) => values[at] ?? 0);
  const from = xs[0];
  const to = xs.at(-1);
  if (from === undefined || to === undefined || from === to) return null;
  const count = Math.min(SKETCH_POINTS, xs.length);
  const at = (share: number) => interpolated(xs, ys, from + share * (to - from));
  return { name, from, to, values: Array.from({ length: count }, (_, i) => at(i / (count - 1))) };
}

function interpolated(xs: Float64Array, ys: Float64Array, x: number): number {
  const after = Math.min(lowerBound(xs, x), xs.length - 1);
  const before = Math.max(0, after - 1);
  const width = (xs[after] ?? 0) - (xs[before] ?? 0);
  const share = width === 0 ? 1 : (x - (xs[before] ?? 0)) / width;
  return (ys[before] ?? 0) + share * ((ys[after] ?? 0) - (ys[before] ?? 0));
}

function curveTable(series: readonly Series[]): Block[] {
  if (series.length === 0) return [];
  const rows = series.map((each) => {
    const { steps, values } = each;
    const [first = NaN] = values;
    const last = values.at(-1) ?? NaN;
    return [
      titleOf(each),
      String(values.length),
      metricText(first),
      metricText(last),
      String(steps.at(-1) ?? ''),
    ];
  });
  return [{ kind: 'table', head: ['Measure', 'Points', 'First', 'Last', 'Last step'], rows }];
}

function checkpointTable({ snapshot }: JobRecord, { series }: Derived): Block[] {
  const { checkpoints } = snapshot;
  if (checkpoints.length === 0) return [];
  const best = bestCheckpoint(checkpoints, series);
  const keys = [...new Set(checkpoints.flatMap(({ metrics }) => Object.keys(metrics)))].filter(
    (key) => key !== 'step',
  );
  const rows = checkpoints.map(({ id, step, model, metrics }) => [
    `${step ?? ''}${best?.id === id ? ' (best)' : ''}`,
    clipped(model ?? id, LONGEST),
    ...keys.map((key) => (metrics[key] === undefined ? '' : metricText(metrics[key]))),
  ]);
  return [
    { kind: 'heading', level: 2, text: 'Checkpoints' },
    { kind: 'table', head: ['Step', 'Model', ...keys], rows },
  ];
}
