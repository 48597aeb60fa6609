import { t } from '@vscode/l10n';
import { toPair } from '../api/wire/jobSummary';
import type { KnownJob } from '../jobs/summary';
import { groupOf, isStartOfStatus, jobGroups } from '../shared/statuses';
import { momentOf } from './filterDates';

/** Characters of a filter, and terms in it, that are looked at. */
const maxFilterLength = 1_000;
const maxTerms = 50;

/**
 * A filter as the person writes it: words, and terms such as `status:failed`, `model:mini`, `after:7d`,
 * `before:2026-11-01`, `is:starred` and `team=blue` for metadata. A job has to fit all of them, but only one of several
 * statuses and one of several models. Quotation marks keep spaces: `model:"my model"`. Case matters in metadata only.
 */
export interface JobFilter {
  readonly words: readonly string[];
  readonly statuses: readonly string[];
  readonly models: readonly string[];
  /** Unix seconds of the creation: not before, and before. */
  readonly after: number;
  readonly before: number;
  /** Where the value is empty, any will do. */
  readonly metadata: readonly (readonly [key: string, value: string])[];
  readonly isStarred: boolean;
  readonly isHidden: boolean;
  /** What cannot be understood, in sentences. */
  readonly problems: readonly string[];
}

type Reading = { -readonly [K in keyof JobFilter]: JobFilter[K] };

/** @param now Unix seconds; @param statuses that jobs have, beside those that are known to be sent */
export function parseFilter(text: string, now: number, statuses: ReadonlySet<string> = new Set()): JobFilter {
  const filter: Reading = {
    ...{ words: [], statuses: [], models: [], metadata: [], problems: [] },
    ...{ after: -Infinity, before: Infinity, isStarred: false, isHidden: false },
  };
  for (const term of termsOf(text)) take(filter, term, now, statuses);
  if (text.length > maxFilterLength)
    filter.problems = [t('A filter has {0} characters at most.', maxFilterLength)];
  return filter;
}

/** The terms of a filter, with their quotation marks. */
export function termsOf(text: string): string[] {
  return (text.slice(0, maxFilterLength).match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []).slice(0, maxTerms);
}

const namedTerm = /^(status|model|after|before|is):(.*)$/is;

/** Whether it would be read as `status:…` and the like, and not as a word or a pair. */
export function isNamedTerm(text: string): boolean {
  return namedTerm.test(text);
}

function take(filter: Reading, term: string, now: number, statuses: ReadonlySet<string>): void {
  const [, name = '', quoted = ''] = namedTerm.exec(term) ?? [];
  const value = unquoted(quoted).toLowerCase();
  switch (name.toLowerCase()) {
    case 'status':
      if (value !== '') filter.statuses = [...filter.statuses, value];
      if (!isStatus(value, statuses))
        complain(filter, t('“{0}” needs a status: {1}.', term, jobGroups.join(', ')));
      return;
    case 'model':
      if (value === '') complain(filter, t('“{0}” needs a part of a model’s name.', term));
      else filter.models = [...filter.models, value];
      return;
    case 'after':
    case 'before':
      takeDate(filter, name.toLowerCase() === 'after', momentOf(value, now), term);
      return;
    case 'is':
      if (value === 'starred') filter.isStarred = true;
      else if (value === 'hidden') filter.isHidden = true;
      else complain(filter, t('“{0}” needs “starred” or “hidden”.', term));
      return;
    default:
      takeWord(filter, unquoted(term));
  }
}

function takeDate(filter: Reading, isAfter: boolean, moment: number | null, term: string): void {
  if (moment === null)
    complain(filter, t('“{0}” needs a day such as 2026-11-01 or today, or an age such as 7d or 12h.', term));
  else if (isAfter) filter.after = Math.max(filter.after, moment);
  else filter.before = Math.min(filter.before, moment);
}

function takeWord(filter: Reading, word: string): void {
  const at = word.indexOf('=');
  if (at > 0) filter.metadata = [...filter.metadata, [word.slice(0, at), word.slice(at + 1)]];
  else filter.words = [...filter.words, word.toLowerCase()];
}

function complain(filter: Reading, problem: string): void {
  filter.problems = [...filter.problems, problem];
}

function isStatus(value: string, others: ReadonlySet<string>): boolean {
  return value !== '' && (isStartOfStatus(value) || [...others].some((each) => hasStatus(each, value)));
}

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}

/** Whether a job fits, whether it is hidden or not: who shows jobs decides on that. */
export function fitsFilter(job: KnownJob, filter: JobFilter): boolean {
  const { statuses, models, after, before, isStarred } = filter;
  return (
    (after === -Infinity || (job.createdAt ?? -Infinity) >= after) &&
    (before === Infinity || (job.createdAt ?? Infinity) < before) &&
    (!isStarred || job.mark?.isStarred === true) &&
    (statuses.length === 0 || statuses.some((status) => hasStatus(job.status, status))) &&
    (models.length === 0 || models.some((model) => hasModel(job, model))) &&
    filter.metadata.every((pair) => hasPair(job, pair)) &&
    hasWords(job, filter.words)
  );
}

/** By the beginning, so that rows come while the person types. */
export function hasStatus(status: string, wanted: string): boolean {
  return status.toLowerCase().startsWith(wanted) || groupOf(status).startsWith(wanted);
}

function hasModel({ model, fineTunedModel }: KnownJob, wanted: string): boolean {
  return [model, fineTunedModel].some((each) => each?.toLowerCase().includes(wanted) === true);
}

function hasPair({ links }: KnownJob, [key, value]: readonly [string, string]): boolean {
  const metadata = links?.metadata ?? [];
  const pair = toPair(key, value);
  return value === '' ? metadata.some((each) => each.startsWith(pair)) : metadata.includes(pair);
}

function hasWords(job: KnownJob, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const texts = [
    job.mark?.name,
    job.mark?.note,
    job.suffix,
    job.fineTunedModel,
    job.id,
    job.model,
    job.status,
    job.trainingFile,
    job.errorMessage,
    ...(job.links?.metadata ?? []),
  ];
  const haystack = texts
    .filter((each) => typeof each === 'string')
    .join('\n')
    .toLowerCase();
  return words.every((word) => haystack.includes(word));
}
