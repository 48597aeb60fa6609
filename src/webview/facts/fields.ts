import { t } from '@vscode/l10n';
import { titleOf } from '../../metrics/metricName';
import { durationsOf } from '../../metrics/timeline';
import { type Format, metricText } from '../../shared/format';
import { hasEnded } from '../../shared/statuses';
import { lookOf } from '../../shared/statusLook';
import type { Curves } from '../state/curves';
import { type ShownJob } from '../state/pageState';
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
}

/** Every fact of a job, in the order in which one asks for them. @param now Unix seconds */
export function fieldsOf(record: ShownJob, format: Format, now: number): Field[] {
  const { job } = record.snapshot;
  const time = (at: number | null) => (at === null ? '' : format.date(at));
  const files = (list: typeof job.trainingFiles) => list.map(({ id, filename }) => filename ?? id).join(', ');
  return [
    { label: t('Status'), apiName: 'status', text: lookOf(job.status).label },
    { label: t('Base model'), apiName: 'model', text: job.model ?? '' },
    { label: t('Method'), apiName: 'method.type', text: job.method?.type ?? '' },
    ...hyperparameterFields(record),
    ...metricFields(record.curves),
    {
      label: t('Trained tokens'),
      apiName: 'trained_tokens',
      text: job.trainedTokens === null ? '' : format.count(job.trainedTokens),
    },
    { label: t('Price'), apiName: 'total_price', text: job.price === null ? '' : format.price(job.price) },
    ...durationFields(record, format, now),
    { label: t('Training files'), apiName: 'training_file', text: files(job.trainingFiles) },
    { label: t('Validation files'), apiName: 'validation_file', text: files(job.validationFiles) },
    {
      label: t({ message: 'Seed', comment: 'Of the random numbers' }),
      apiName: 'seed',
      text: job.seed === null ? '' : String(job.seed),
    },
    { label: t('Created'), apiName: 'created_at', text: time(job.createdAt) },
    { label: t('Finished'), apiName: 'finished_at', text: time(job.finishedAt) },
    { label: t('Fine-tuned model'), apiName: 'fine_tuned_model', text: job.fineTunedModel ?? '' },
    { label: t('Result files'), apiName: 'result_files', text: files(job.resultFiles) },
    { label: t('Error'), apiName: 'error', text: job.error?.message ?? '' },
    { label: t('Id'), apiName: 'id', text: job.id },
    { label: t('Suffix'), apiName: 'user_provided_suffix', text: job.suffix ?? '' },
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

function metricFields({ series, best }: Curves): Field[] {
  const curves = series.filter(({ kind }) => kind !== 'other');
  const last = curves.map((each) => ({
    label: t('{0}, last value', titleOf(each)),
    apiName: t('{0}, its last value', each.name),
    text: metricText(each.values.at(-1) ?? NaN),
  }));
  if (best === null) return last;
  const text = t('step {0} ({1})', best.step, metricText(best.value));
  return [{ label: t('Best step'), apiName: best.by, key: 'best', text }, ...last];
}

function durationFields({ snapshot }: ShownJob, format: Format, now: number): Field[] {
  const { queue, training } = durationsOf(snapshot.timeline, now, hasEnded(snapshot.job.status));
  return [
    {
      label: t('Waited'),
      apiName: t('from created_at to the start'),
      text: queue === null ? '' : format.duration(queue),
    },
    {
      label: t('Trained for'),
      apiName: t('from the start to finished_at'),
      text: training === null ? '' : format.duration(training),
    },
  ];
}

/** One fact of several jobs, a text for each. */
export interface ComparedField extends Pick<Field, 'label' | 'apiName'> {
  readonly texts: readonly string[];
}

/** The facts of several jobs side by side: those in which they differ, and those in which they do not. */
export function compareFields(jobs: readonly (readonly Field[])[]): {
  differing: ComparedField[];
  same: ComparedField[];
} {
  const known = new Map<string, Field>();
  for (const field of jobs.flat()) if (!known.has(keyOf(field))) known.set(keyOf(field), field);
  const compared = [...known].map(([key, { label, apiName }]) => ({
    label,
    apiName,
    texts: jobs.map((fields) => fields.find((field) => keyOf(field) === key)?.text ?? ''),
  }));
  const reported = compared.filter(({ texts }) => texts.some((text) => text !== ''));
  const isSame = ({ texts }: ComparedField) => texts.every((text) => text === texts[0]);
  return { differing: reported.filter((field) => !isSame(field)), same: reported.filter(isSame) };
}

const keyOf = ({ key, apiName }: Field) => key ?? apiName;
