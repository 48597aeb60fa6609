import { t } from '@vscode/l10n';
import type { KnownJob } from '../jobs/summary';
import { groupOf, jobGroups } from '../shared/statuses';
import { lookOfGroup } from '../shared/statusLook';
import { isNamedTerm, termsOf } from './jobFilter';

/** A term that a person may add to a filter without knowing how it is written. */
export interface FilterTerm {
  readonly section: string;
  readonly label: string;
  readonly term: string;
  /** A codicon. */
  readonly icon: string;
}

/** Models, and pairs of metadata, that are offered: those that most jobs have. */
const maxModels = 20;
const maxPairs = 30;

/** What can be filtered by, as far as these jobs have it. */
export function filterTermsOf(jobs: readonly KnownJob[]): FilterTerm[] {
  return [...statusTerms(jobs), ...markTerms(jobs), ...dateTerms(), ...modelTerms(jobs), ...pairTerms(jobs)];
}

function statusTerms(jobs: readonly KnownJob[]): FilterTerm[] {
  const present = new Set(jobs.map(({ status }) => groupOf(status)));
  return jobGroups
    .filter((group) => present.has(group))
    .map((group) => {
      const { label, icon } = lookOfGroup(group);
      return { section: t('Status'), label, term: `status:${group}`, icon };
    });
}

function markTerms(jobs: readonly KnownJob[]): FilterTerm[] {
  const section = t({ message: 'Marks', comment: 'Stars, and what is hidden' });
  const starred = { section, label: t('Starred'), term: 'is:starred', icon: 'star-full' };
  const hidden = { section, label: t('Hidden'), term: 'is:hidden', icon: 'eye-closed' };
  const hasHidden = jobs.some(({ mark }) => mark?.isHidden === true);
  return hasHidden ? [starred, hidden] : [starred];
}

function dateTerms(): FilterTerm[] {
  const term = (label: string, age: string) => ({
    section: t('Created'),
    label,
    term: `after:${age}`,
    icon: 'calendar',
  });
  return [term(t('Today'), 'today'), term(t('Last 7 days'), '7d'), term(t('Last 30 days'), '30d')];
}

function modelTerms(jobs: readonly KnownJob[]): FilterTerm[] {
  const models = commonest(
    jobs.map(({ model }) => (model === null ? [] : [model])),
    maxModels,
  );
  return models.map((model) => ({
    section: t('Base model'),
    label: model,
    term: quoted('model:', model),
    icon: 'symbol-class',
  }));
}

function pairTerms(jobs: readonly KnownJob[]): FilterTerm[] {
  const pairs = commonest(
    jobs.map(({ links }) => links?.metadata ?? []),
    maxPairs,
  );
  return pairs
    .filter((pair) => pair.indexOf('=') > 0)
    .map((pair) => ({ section: t('Metadata'), label: pair, term: quoted('', pair), icon: 'tag' }));
}

/** What a quotation mark is in cannot be written in a filter. */
function commonest(lists: readonly (readonly string[])[], count: number): string[] {
  const counts = new Map<string, number>();
  for (const list of lists)
    for (const each of list) if (!each.includes('"')) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([each]) => each);
}

function quoted(prefix: string, text: string): string {
  const isAsItIs = !/\s/.test(text) && (prefix !== '' || !isNamedTerm(text));
  return isAsItIs ? prefix + text : `${prefix}"${text}"`;
}

/** Terms that go with what the person is just typing; all of them after a space. */
export function termsFor(text: string, terms: readonly FilterTerm[]): readonly FilterTerm[] {
  const begun = begunIn(text);
  if (begun === null || terms.some(({ term }) => isSame(term, begun))) return terms;
  const has = (each: string) => each.toLowerCase().includes(begun.toLowerCase());
  return terms.filter(({ term, label }) => has(term) || has(label));
}

export function hasTerm(text: string, term: string): boolean {
  return termsOf(text).some((each) => isSame(each, term));
}

/** The filter with the term, in the place of what is begun of it and of another date; without it where it had it. */
export function toggleTerm(text: string, { term, label }: FilterTerm): string {
  const terms = termsOf(text);
  if (hasTerm(text, term)) return terms.filter((each) => !isSame(each, term)).join(' ');
  const begun = begunIn(text)?.toLowerCase();
  if (begun !== undefined && [term, label].some((each) => each.toLowerCase().includes(begun))) terms.pop();
  const isOtherDate = (each: string) => term.startsWith('after:') && /^after:/i.test(each);
  return [...terms.filter((each) => !isOtherDate(each)), term].join(' ');
}

/** The last term, while no space says that it is whole. */
function begunIn(text: string): string | null {
  return /\s$/.test(text) ? null : (termsOf(text).at(-1) ?? null);
}

/** Case matters in metadata. */
function isSame(one: string, other: string): boolean {
  return one === other || (isNamedTerm(one) && one.toLowerCase() === other.toLowerCase());
}
