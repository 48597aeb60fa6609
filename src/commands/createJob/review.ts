import { t } from '@vscode/l10n';
import { ThemeIcon } from 'vscode';
import { takesValidationFile } from '../../api/dialects/takesValidationFile';
import type { JsonObject } from '../../api/wire/values';
import type { JobSource } from '../../jobs/source';
import { editorFormat } from '../../platform/editorFormat';
import { ask, type Choice, choose, type Separator, type StepFrame } from '../../platform/steps';
import type { DataFile } from '../trainingFiles/dataFile';
import type { FileCheck, FileSummary } from '../trainingFiles/fileCheck';
import type { TokenCounts } from '../trainingFiles/tokenCounts';
import { withLimits } from '../trainingFiles/withLimits';
import { othersText } from './dataFiles';
import { checkpointOf, type JobDraft } from './draft';
import { entriesOf, type JobEntry } from './entries';
import { type CountedTokens, type Estimate, rowsByTokens } from './estimate';
import { countTokens, estimateNow, uncounted } from './estimateStep';
import { estimateRows } from './estimateText';
import { whatHappens } from './whatHappens';

/** What was chosen of the review: a step of its own, or the id of an entry. */
export type ReviewChoice = string;

/**
 * The last step: everything at a glance, each line can be changed, the first one creates.
 *
 * @param last what was chosen before: after a change its line is active, so that one Enter more creates nothing
 */
export async function review(
  draft: JobDraft,
  source: JobSource,
  { check, counts }: ReviewedData,
  frame: StepFrame,
  last: ReviewChoice,
) {
  const placeholder = t('Check the job, then create it');
  const estimate = (tokens: CountedTokens) => estimateNow(draft, source, tokens);
  const choices = rows(draft, source, estimate(uncounted), null);
  const active = choices.find((each) => 'value' in each && each.value === last);
  return choose<ReviewChoice>({
    ...frame,
    placeholder,
    choices,
    later: async (_, show) => {
      let tokens = uncounted;
      let facts: FileFacts | null = null;
      const current = () => rows(draft, source, estimate(tokens), facts);
      const counted = countTokens(draft, counts, (soFar) => {
        tokens = soFar;
        show(current(), placeholder);
      });
      facts = await check.summaries(draft, source);
      show(current(), placeholder);
      await counted;
      return current();
    },
    ...(active !== undefined && 'value' in active ? { active: active.value } : {}),
  });
}

/** What is read of the files of a draft, once for all reviews of it. */
export interface ReviewedData {
  readonly check: FileCheck;
  readonly counts: TokenCounts;
}

type FileFacts = Awaited<ReturnType<FileCheck['summaries']>>;

/** `facts`: what was found in the files, once they were read. */
function rows(
  draft: JobDraft,
  source: JobSource,
  estimate: Estimate,
  facts: FileFacts | null,
): (Choice<ReviewChoice> | Separator)[] {
  const { options } = source.creation;
  const entries = entriesOf(draft, options);
  const repeated = entries.filter(({ group }) => group === 'repeated');
  const { trainingFile, validationFile } = draft;
  const purpose = { model: draft.model, method: draft.method, options };
  const fileRow = (name: string, file: DataFile | null, found: FileSummary | null, choice: ReviewChoice) => {
    const none = t({ message: 'none', comment: 'No validation file' });
    const fact = found?.isProblem === true ? `⚠ ${found.text}` : found?.text;
    const others = othersText(file);
    return row(
      name,
      [file?.name ?? none, others === null ? null : `⚠ ${others}`, fact].filter(Boolean).join(' · '),
      choice,
    );
  };
  return [
    {
      label: t('Create This Job'),
      iconPath: new ThemeIcon('rocket'),
      description: t('at {0}', source.name),
      detail: whatHappens(draft, options, editorFormat),
      value: 'create',
    },
    ...estimateRows(estimate, source, editorFormat).map(({ label, text }) => row(label, text, 'estimate')),
    { separator: t('change') },
    fileRow(
      t('Training file'),
      trainingFile,
      withLimits(facts?.training ?? null, { use: 'training', ...purpose }, rowsByTokens(estimate.tokens)),
      'trainingFile',
    ),
    ...(takesValidationFile(options, draft.method)
      ? [
          fileRow(
            t('Validation file'),
            validationFile,
            withLimits(facts?.validation ?? null, { use: 'validation', ...purpose }, null),
            'validationFile',
          ),
        ]
      : []),
    row(
      t('Base model'),
      checkpointOf(draft, options) === null ? draft.model : t('that of the checkpoint'),
      'model',
    ),
    ...rowsOf(entries.filter(({ group }) => group === 'method')),
    ...(draft.grader !== null && draft.method === 'reinforcement'
      ? [row(t('Grader'), graderText(draft.grader), 'grader')]
      : []),
    ...rowsOf(entries.filter(({ group }) => group !== 'method' && group !== 'repeated')),
    ...(repeated.length === 0 ? [] : [{ separator: t('as in the job') }, ...rowsOf(repeated)]),
    { separator: t('keep') },
    {
      label: t('Save as Job File…'),
      iconPath: new ThemeIcon('save-as'),
      description: t('to run it again, and to compare it'),
      value: 'saveFile',
    },
  ];
}

function graderText({ type, name }: JsonObject): string {
  return [type, name].filter((each) => typeof each === 'string').join(' · ');
}

function rowsOf(entries: readonly JobEntry[]): Choice<ReviewChoice>[] {
  return entries.map(({ id, label, summary }) => row(label, summary, id));
}

function row(name: string, value: string, choice: ReviewChoice): Choice<ReviewChoice> {
  return { label: name, description: value, value: choice };
}

/** Whether it was answered. */
export async function askEntry(entry: JobEntry, title: string): Promise<boolean> {
  const { hint, label, value } = entry;
  const frame = { title: `${title}: ${label}`, canGoBack: true };
  const placeholder = entry.kind === 'typed' ? (entry.suggestion ?? entry.placeholder) : undefined;
  const answer =
    entry.kind === 'typed'
      ? await ask({
          ...{ ...frame, prompt: hint, value, problemWith: (text) => entry.problemWith(text) },
          ...(placeholder === undefined ? {} : { placeholder }),
        })
      : await choose<string>({ ...frame, placeholder: hint, choices: entry.choices, active: value });
  if (answer.kind !== 'value') return false;
  entry.set(answer.value);
  return true;
}

/** Field by field. */
export async function showGrader({ grader }: JobDraft, title: string): Promise<void> {
  await choose<null>({
    title: t('{0}: Grader', title),
    canGoBack: true,
    placeholder: t('It scores the answers, and stays that of the cloned job'),
    choices: Object.entries(grader ?? {}).map(([name, value]) => ({
      label: name,
      description: typeof value === 'string' ? value : JSON.stringify(value),
      value: null,
    })),
  });
}
