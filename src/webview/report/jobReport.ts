import { t } from '@vscode/l10n';
import { titleOf } from '../../metrics/metricName';
import { findSeries, type Series } from '../../metrics/series';
import { clipped, type Format } from '../../shared/format';
import { metricColumns } from '../facts/checkpointColumns';
import { compareFields, fieldsOf } from '../facts/fields';
import { remedyFor } from '../facts/remedies';
import type { Curves } from '../state/curves';
import type { ShownJob } from '../state/pageState';
import type { Block } from './blocks';
import { type SketchCurve, sketchOf } from './sketch';
import { triedSection } from './triedBlocks';

/** The charts: a picture for a file, a sketch for text that is pasted. */
export type Picture =
  { readonly kind: 'image'; readonly source: string; readonly alt: string } | { readonly kind: 'sketch' };

/** Longer texts have no place in a table. */
const maxTextLength = 500;

/** @param now Unix seconds */
export function jobReport(record: ShownJob, picture: Picture, format: Format, now: number): Block[] {
  const { curves, snapshot } = record;
  const { job, name } = snapshot;
  const fields = fieldsOf(record, format, now).filter(({ text }) => text !== '');
  const remedy = job.error === null ? null : remedyFor(job.error);
  return [
    { kind: 'heading', level: 1, text: clipped(name, 200) },
    ...(remedy === null ? [] : [{ kind: 'paragraph' as const, text: remedy }]),
    ...(curves.series.length === 0 ? [] : [{ kind: 'paragraph' as const, text: curvesText(curves) }]),
    ...pictureOf(picture, t('Loss'), lossCurves(curves.series)),
    {
      kind: 'table',
      head: [t('Field'), t('Value')],
      rows: fields.map(({ label, text }) => [label, clipped(text, maxTextLength)]),
    },
    ...curveTable(curves.series, format),
    ...checkpointTable(record, format),
    ...triedSection(snapshot.tries, format),
    { kind: 'paragraph', text: t('As of {0}.', format.date(record.snapshot.fetchedAt)) },
  ];
}

/** @param now Unix seconds */
export function comparisonReport(
  jobs: readonly ShownJob[],
  picture: Picture,
  format: Format,
  now: number,
): Block[] {
  const { differing, same, identities } = compareFields(jobs.map((record) => fieldsOf(record, format, now)));
  const names = jobs.map(({ snapshot }) => clipped(snapshot.name, 100));
  const lines = jobs.flatMap(({ curves }, at) => {
    const points = curves.series.find(({ kind }) => kind === 'loss');
    return points === undefined ? [] : { name: names[at] ?? '', points };
  });
  const table = (rows: typeof same): Block => ({
    kind: 'table',
    head: [t('Field'), ...names],
    rows: rows.map(({ label, texts }) => [label, ...texts.map((text) => clipped(text, maxTextLength))]),
  });
  return [
    { kind: 'heading', level: 1, text: t('Comparison of {0}', names.join(', ')) },
    ...pictureOf(picture, t('Loss'), lines),
    { kind: 'heading', level: 2, text: t('What differs') },
    table(differing),
    { kind: 'heading', level: 2, text: t('What is the same') },
    table(same),
    { kind: 'heading', level: 2, text: t('Names and times') },
    table(identities),
    { kind: 'paragraph', text: t('As of {0}.', format.date(now)) },
  ];
}

function curvesText({ diagnosis, best }: Curves): string {
  if (best === null) return diagnosis.sentence;
  return `${diagnosis.sentence} ${t('Best: step {0}, {1}.', best.step, best.by)}`;
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

const curveHead = [
  t('Measure'),
  t({ message: 'Points', comment: 'How many a curve has' }),
  t({ message: 'First', comment: 'Value of a curve' }),
  t({ message: 'Last', comment: 'Value of a curve' }),
  t('Last step'),
];

function curveTable(series: readonly Series[], format: Format): Block[] {
  if (series.length === 0) return [];
  const rows = series.map((each) => {
    const { steps, values } = each;
    const [first = NaN] = values;
    const last = values.at(-1) ?? NaN;
    return [
      titleOf(each),
      format.count(values.length),
      format.metric(first),
      format.metric(last),
      steps.length === 0 ? '' : format.count(steps.at(-1) ?? 0),
    ];
  });
  return [{ kind: 'table', head: curveHead, rows }];
}

function checkpointTable({ curves, snapshot }: ShownJob, format: Format): Block[] {
  const { checkpoints } = snapshot;
  if (checkpoints.length === 0) return [];
  const best = curves.bestCheckpoint;
  const columns = metricColumns(checkpoints);
  const rows = checkpoints.map(({ id, step, model, metrics }) => [
    best?.id === id ? t('{0} (best)', stepOf(step, format)) : stepOf(step, format),
    clipped(model ?? id, maxTextLength),
    ...columns.map(({ key }) => (metrics[key] === undefined ? '' : format.metric(metrics[key]))),
  ]);
  return [
    { kind: 'heading', level: 2, text: t('Checkpoints') },
    { kind: 'table', head: [t('Step'), t('Model'), ...columns.map(titleOf)], rows },
  ];
}

function stepOf(step: number | null, format: Format): string {
  return step === null ? '' : format.count(step);
}
