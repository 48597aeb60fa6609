import { metricColumns } from '../facts/checkpointColumns';
import { titleOf } from '../../metrics/metricName';
import { type Series, findSeries } from '../../metrics/series';
import type { Curves } from '../state/curves';
import { compareFields, fieldsOf } from '../facts/fields';
import { type Format, clipped, metricText } from '../../shared/format';
import { remedyFor } from '../facts/remedies';
import type { JobRecord } from '../state/pageState';
import type { Block } from './blocks';
import { type SketchCurve, sketchOf } from './sketch';

/** The charts: a picture for a file, a sketch for text that is pasted. */
export type Picture =
  { readonly kind: 'image'; readonly source: string; readonly alt: string } | { readonly kind: 'sketch' };

/** Longer texts have no place in a table. */
const maxTextLength = 500;

/** @param now Unix seconds */
export function jobReport(record: JobRecord, picture: Picture, format: Format, now: number): Block[] {
  const { curves, snapshot } = record;
  const { job, name } = snapshot;
  const fields = fieldsOf(record, format, now).filter(({ text }) => text !== '');
  const remedy = job.error === null ? null : remedyFor(job.error);
  return [
    { kind: 'heading', level: 1, text: clipped(name, 200) },
    ...(remedy === null ? [] : [{ kind: 'paragraph' as const, text: remedy }]),
    ...(curves.series.length === 0 ? [] : [{ kind: 'paragraph' as const, text: curvesText(curves) }]),
    ...pictureOf(picture, 'Loss', lossCurves(curves.series)),
    {
      kind: 'table',
      head: ['Field', 'Value'],
      rows: fields.map(({ label, text }) => [label, clipped(text, maxTextLength)]),
    },
    ...curveTable(curves.series),
    ...checkpointTable(record),
    { kind: 'paragraph', text: `As of ${format.date(record.snapshot.fetchedAt)}.` },
  ];
}

/** @param now Unix seconds */
export function comparisonReport(
  jobs: readonly JobRecord[],
  picture: Picture,
  format: Format,
  now: number,
): Block[] {
  const { differing, same } = compareFields(jobs.map((record) => fieldsOf(record, format, now)));
  const names = jobs.map(({ snapshot }) => clipped(snapshot.name, 100));
  const lines = jobs.flatMap(({ curves }, at) => {
    const points = curves.series.find(({ kind }) => kind === 'loss');
    return points === undefined ? [] : { name: names[at] ?? '', points };
  });
  const table = (rows: typeof differing): Block => ({
    kind: 'table',
    head: ['Field', ...names],
    rows: rows.map(({ label, texts }) => [label, ...texts.map((text) => clipped(text, maxTextLength))]),
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

function curvesText({ diagnosis, best }: Curves): string {
  return best === null ? diagnosis.sentence : `${diagnosis.sentence} Best: step ${best.step}, ${best.by}.`;
}

function pictureOf(picture: Picture, title: string, curves: readonly SketchCurve[]): Block[] {
  if (picture.kind === 'image') return [picture];
  const sketch = sketchOf(title, curves);
  return sketch === null ? [] : [sketch];
}

function lossCurves(series: readonly Series[]): SketchCurve[] {
  const isRich = ({ split }: Series) =>
    split !== 'full_valid' || findSeries(series, 'loss', 'valid') === null;
  const losses = series.filter((each) => each.kind === 'loss' && isRich(each));
  const shown = losses.length > 0 ? losses : series.filter(({ kind }) => kind === 'reward');
  return shown.map((each) => ({ name: titleOf(each), points: each }));
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

function checkpointTable({ curves, snapshot }: JobRecord): Block[] {
  const { checkpoints } = snapshot;
  if (checkpoints.length === 0) return [];
  const best = curves.bestCheckpoint;
  const columns = metricColumns(checkpoints);
  const rows = checkpoints.map(({ id, step, model, metrics }) => [
    `${step ?? ''}${best?.id === id ? ' (best)' : ''}`,
    clipped(model ?? id, maxTextLength),
    ...columns.map(({ key }) => (metrics[key] === undefined ? '' : metricText(metrics[key]))),
  ]);
  return [
    { kind: 'heading', level: 2, text: 'Checkpoints' },
    { kind: 'table', head: ['Step', 'Model', ...columns.map(titleOf)], rows },
  ];
}
