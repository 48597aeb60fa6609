import { titleOf } from '../../metrics/metricName';
import { durationsOf } from '../../metrics/timeline';
import type { Curves } from '../state/curves';
import { type Format, metricText } from '../../shared/format';
import { effectiveHyperparameters } from './hyperparameters';
import { type JobRecord } from '../state/pageState';
import { lookOf } from '../../shared/statusLook';
import { hasEnded } from '../../shared/statuses';

/** One fact of a job as text, to be laid beside other jobs' or into a report. */
export interface Field {
  readonly label: string;
  /** As the API names it, or where the fact comes from. */
  readonly apiName: string;
  /** Empty where the job reports nothing. */
  readonly text: string;
}

/** Every fact of a job, in the order in which one asks for them. @param now Unix seconds */
export function fieldsOf(record: JobRecord, format: Format, now: number): Field[] {
  const { job } = record.snapshot;
  const time = (at: number | null) => (at === null ? '' : format.date(at));
  const files = (list: typeof job.trainingFiles) => list.map(({ id, filename }) => filename ?? id).join(', ');
  return [
    { label: 'Status', apiName: 'status', text: lookOf(job.status).label },
    { label: 'Base model', apiName: 'model', text: job.model ?? '' },
    { label: 'Method', apiName: 'method.type', text: job.method?.type ?? '' },
    ...hyperparameterFields(record),
    ...metricFields(record.curves),
    {
      label: 'Trained tokens',
      apiName: 'trained_tokens',
      text: job.trainedTokens === null ? '' : format.count(job.trainedTokens),
    },
    { label: 'Price', apiName: 'total_price', text: job.price === null ? '' : format.price(job.price) },
    ...durationFields(record, format, now),
    { label: 'Training files', apiName: 'training_file', text: files(job.trainingFiles) },
    { label: 'Validation files', apiName: 'validation_file', text: files(job.validationFiles) },
    { label: 'Seed', apiName: 'seed', text: job.seed === null ? '' : String(job.seed) },
    { label: 'Created', apiName: 'created_at', text: time(job.createdAt) },
    { label: 'Finished', apiName: 'finished_at', text: time(job.finishedAt) },
    { label: 'Fine-tuned model', apiName: 'fine_tuned_model', text: job.fineTunedModel ?? '' },
    { label: 'Result files', apiName: 'result_files', text: files(job.resultFiles) },
    { label: 'Error', apiName: 'error', text: job.error?.message ?? '' },
    { label: 'Id', apiName: 'id', text: job.id },
    { label: 'Suffix', apiName: 'user_provided_suffix', text: job.suffix ?? '' },
    { label: 'Organization', apiName: 'organization_id', text: job.organizationId ?? '' },
    { label: 'Connection', apiName: 'none: the name in settings', text: record.snapshot.connection.name },
    ...Object.entries(job.metadata).map(([key, text]) => ({
      label: `Metadata ${key}`,
      apiName: `metadata[${key}]`,
      text,
    })),
  ];
}

function hyperparameterFields({ snapshot }: JobRecord): Field[] {
  return effectiveHyperparameters(snapshot.job, snapshot.requested).map(
    ({ name, label, requested, effective }) => ({
      label,
      apiName: name,
      text: effective ?? requested ?? '',
    }),
  );
}

function metricFields({ series, best }: Curves): Field[] {
  const curves = series.filter(({ kind }) => kind !== 'other');
  const last = curves.map((each) => ({
    label: `Last ${lowerFirst(titleOf(each))}`,
    apiName: `${each.name}, its last value`,
    text: metricText(each.values.at(-1) ?? NaN),
  }));
  if (best === null) return last;
  const text = `step ${best.step} (${metricText(best.value)})`;
  return [{ label: 'Best step', apiName: best.by, text }, ...last];
}

function durationFields({ snapshot }: JobRecord, format: Format, now: number): Field[] {
  const { queue, training } = durationsOf(snapshot.timeline, now, hasEnded(snapshot.job.status));
  return [
    {
      label: 'Waited',
      apiName: 'from created_at to the start',
      text: queue === null ? '' : format.duration(queue),
    },
    {
      label: 'Trained for',
      apiName: 'from the start to finished_at',
      text: training === null ? '' : format.duration(training),
    },
  ];
}

/** One fact of several jobs, a text for each. */
export interface ComparedField extends Omit<Field, 'text'> {
  readonly texts: readonly string[];
}

/** The facts of several jobs side by side: those in which they differ, and those in which they do not. */
export function compareFields(jobs: readonly (readonly Field[])[]): {
  differing: ComparedField[];
  same: ComparedField[];
} {
  const known = new Map<string, Field>();
  for (const field of jobs.flat()) if (!known.has(field.label)) known.set(field.label, field);
  const compared = [...known.values()].map(({ label, apiName }) => ({
    label,
    apiName,
    texts: jobs.map((fields) => fields.find((field) => field.label === label)?.text ?? ''),
  }));
  const told = compared.filter(({ texts }) => texts.some((text) => text !== ''));
  const isSame = ({ texts }: ComparedField) => texts.every((text) => text === texts[0]);
  return { differing: told.filter((field) => !isSame(field)), same: told.filter(isSame) };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
