import { t } from '@vscode/l10n';
import { titleOf } from '../../metrics/metricName';
import { durationsOf } from '../../metrics/timeline';
import type { FileFacts } from '../../shared/fileFacts';
import type { Format } from '../../shared/format';
import { asExpected, priceText } from '../../shared/progressText';
import { repeatedFacts } from '../../shared/repeatedText';
import { hasEnded } from '../../shared/statuses';
import { lookOf } from '../../shared/statusLook';
import type { Curves } from '../state/curves';
import { type ShownJob } from '../state/pageState';
import { filesLabel, namedFiles } from './fileNames';
import { effectiveHyperparameters } from './hyperparameterRows';

/** One fact of a job as text, to be laid beside other jobs' or into a report. */
export interface Field {
  readonly label: string;
  /** As the API names it, or where the fact comes from. */
  readonly apiName: string;
  /** What tells it from a job's other facts, where `apiName` does not. */
  readonly key?: string;
  /** Empty where the job reports nothing. */
  readonly text: string;
  /** What the text says, to sort by; where it is no number, the text itself. */
  readonly value?: number | null;
  /** What came of the job, rather than what went into it; or a name that each job has for itself. */
  readonly kind?: 'result' | 'identity';
}

/** Every fact of a job, in the order in which one asks for them. @param now Unix seconds */
export function fieldsOf(record: ShownJob, format: Format, now: number): Field[] {
  const { job, files: facts } = record.snapshot;
  const time = (at: number | null) => (at === null ? '' : format.date(at));
  const files = (role: FileFacts['role'], list: typeof job.trainingFiles) => ({
    label: filesLabel(role, list.length),
    text: namedFiles(list, facts)
      .map(({ id, name }) => (name === null ? id : `${name} · ${id}`))
      .join(', '),
  });
  return [
    { label: t('Status'), apiName: 'status', text: lookOf(job.status).label },
    { label: t('Base model'), apiName: 'model', text: job.model ?? '' },
    { label: t('Method'), apiName: 'method.type', text: job.method?.type ?? '' },
    ...record.snapshot.settings.map(({ name, label, value }) => ({ label, apiName: name, text: value })),
    ...repeatedFacts(job.repeated).map(({ name, value }) => ({
      ...{ label: name, apiName: name, key: `repeated ${name}` }, // whatever else is called so
      text: value,
    })),
    ...hyperparameterFields(record),
    ...metricFields(record.curves, format),
    {
      label: t('Trained tokens'),
      apiName: 'trained_tokens',
      text: job.trainedTokens === null ? '' : asExpected(format.count(job.trainedTokens), job.status),
      value: job.trainedTokens,
      kind: 'result',
    },
    {
      label: t('Price'),
      apiName: 'total_price',
      text: priceText(job, format) ?? '',
      value: job.price,
      kind: 'result',
    },
    ...durationFields(record, format, now),
    { ...files('training', job.trainingFiles), apiName: 'training_file' },
    { ...files('validation', job.validationFiles), apiName: 'validation_file' },
    {
      label: t({ message: 'Seed', comment: 'Of the random numbers' }),
      apiName: 'seed',
      text: job.seed === null ? '' : String(job.seed),
    },
    { label: t('Error'), apiName: 'error', text: job.error?.message ?? '', kind: 'result' },
    {
      label: t('Created'),
      apiName: 'created_at',
      text: time(job.createdAt),
      value: job.createdAt,
      kind: 'identity',
    },
    {
      label: t('Finished'),
      apiName: 'finished_at',
      text: time(job.finishedAt),
      value: job.finishedAt,
      kind: 'identity',
    },
    identity(t('Fine-tuned model'), 'fine_tuned_model', job.fineTunedModel),
    { ...files('result', job.resultFiles), apiName: 'result_files', kind: 'identity' },
    identity(t('Id'), 'id', job.id),
    identity(t('Suffix'), 'user_provided_suffix', job.suffix),
    { label: t('Organization'), apiName: 'organization_id', text: job.organizationId ?? '' },
    {
      label: t('Connection'),
      apiName: t('none: the name in settings'),
      text: record.snapshot.connection.name,
    },
    ...Object.entries(job.metadata).map(([key, text]) => ({
      label: t('Metadata {0}', key),
      apiName: `metadata[${key}]`,
      text,
    })),
  ];
}

function identity(label: string, apiName: string, text: string | null): Field {
  return { label, apiName, text: text ?? '', kind: 'identity' };
}

function hyperparameterFields({ snapshot }: ShownJob): Field[] {
  return effectiveHyperparameters(snapshot.job, snapshot.requested).map(
    ({ name, label, requested, effective }) => ({
      label,
      apiName: name,
      key: `hyperparameters.${name}`, // the job has a seed of its own
      text: effective ?? requested ?? '',
    }),
  );
}

function metricFields({ series, best }: Curves, format: Format): Field[] {
  const curves = series.filter(({ kind }) => kind !== 'other');
  const last = curves.map((each) => ({
    label: t('{0}, last value', titleOf(each)),
    apiName: t('{0}, its last value', each.name),
    text: format.metric(each.values.at(-1) ?? NaN),
    value: each.values.at(-1) ?? null,
    kind: 'result' as const,
  }));
  if (best === null) return last;
  const text = t('step {0} ({1})', format.count(best.step), `${best.by} ${format.metric(best.value)}`);
  return [
    { label: t('Best step'), apiName: best.by, key: 'best', text, value: best.value, kind: 'result' },
    ...last,
  ];
}

function durationFields({ snapshot }: ShownJob, format: Format, now: number): Field[] {
  const { queue, training } = durationsOf(snapshot.timeline, now, hasEnded(snapshot.job.status));
  return [
    {
      label: t('Waited'),
      apiName: t('from created_at to the start'),
      text: queue === null ? '' : format.duration(queue),
      value: queue,
      kind: 'result',
    },
    {
      label: t('Trained for'),
      apiName: t('from the start to finished_at'),
      text: training === null ? '' : format.duration(training),
      value: training,
      kind: 'result',
    },
  ];
}

/** One fact of several jobs. */
export interface ComparedField extends Pick<Field, 'label' | 'apiName' | 'kind'> {
  readonly key: string;
  /** A text for each job. */
  readonly texts: readonly string[];
  /** What the texts say, where that is numbers. */
  readonly values: readonly (number | null)[];
}

/** The facts of several jobs side by side, as far as any of them reports them. */
export interface Comparison {
  /** In which they differ: first what came of them, then what went into them. */
  readonly differing: readonly ComparedField[];
  readonly same: readonly ComparedField[];
  /** Names and times that each has for itself: no difference that says anything. */
  readonly identities: readonly ComparedField[];
}

export function compareFields(jobs: readonly (readonly Field[])[]): Comparison {
  const known = new Map<string, Field>();
  for (const field of jobs.flat()) if (!known.has(keyOf(field))) known.set(keyOf(field), field);
  const compared = [...known].map(([key, field]) => compareOne(key, field, jobs));
  const reported = compared.filter(({ texts }) => texts.some((text) => text !== ''));
  const identities = reported.filter(({ kind }) => kind === 'identity');
  const others = reported.filter((field) => !identities.includes(field));
  const differing = others.filter((field) => !isSame(field));
  return {
    differing: [
      ...differing.filter(({ kind }) => kind === 'result'),
      ...differing.filter(({ kind }) => kind !== 'result'),
    ],
    same: others.filter(isSame),
    identities,
  };
}

function compareOne(
  key: string,
  { label, apiName, kind }: Field,
  jobs: readonly (readonly Field[])[],
): ComparedField {
  const own = jobs.map((fields) => fields.find((field) => keyOf(field) === key));
  return {
    key,
    label,
    apiName,
    ...(kind === undefined ? {} : { kind }),
    texts: own.map((field) => field?.text ?? ''),
    values: own.map((field) => field?.value ?? null),
  };
}

function isSame({ texts }: ComparedField): boolean {
  return texts.every((text) => text === texts[0]);
}

const keyOf = ({ key, apiName }: Field) => key ?? apiName;

/** The jobs in the order of one fact, as their places; those that do not report it come last either way. */
export function orderBy({ texts, values }: ComparedField, isDescending: boolean): number[] {
  const hasNumbers = values.some((value) => value !== null);
  const isLast = (at: number) => (hasNumbers ? values[at] === null : texts[at] === '');
  const compared = (a: number, b: number) =>
    hasNumbers
      ? (values[a] ?? 0) - (values[b] ?? 0)
      : (texts[a] ?? '').localeCompare(texts[b] ?? '', undefined, { numeric: true });
  return texts
    .map((_, at) => at)
    .sort(
      (a, b) => Number(isLast(a)) - Number(isLast(b)) || (isDescending ? -1 : 1) * compared(a, b) || a - b,
    );
}
