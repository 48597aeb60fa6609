import { t } from '@vscode/l10n';
import type { Combination } from '../../jobFiles/sweep';
import type { JobSource } from '../../jobs/source';
import { SweepRecords, type UnfinishedSweep } from '../../jobs/sweepRecords';
import { editorFormat } from '../../platform/editorFormat';
import { askModal } from '../../platform/show';
import type { App } from '../command';
import { creationKey } from '../createJob/creationKey';
import type { JobDraft } from '../createJob/draft';
import { type DataFile, versionOf } from '../trainingFiles/dataFile';

/** One job of a sweep, as the form would have it. */
export interface SweepDraft {
  readonly draft: JobDraft;
  readonly chosen: Combination['chosen'];
}

/** What of a sweep is to be created now. */
export interface SweepPlan {
  /** What it is known again by. */
  readonly key: string;
  /** Where how far it came is kept. */
  readonly records: SweepRecords;
  /** What its jobs have in common in their metadata. */
  readonly mark: string;
  /** Jobs of it that are to be created, each with its place in the whole. */
  readonly rest: readonly (SweepDraft & { readonly place: number })[];
  /** Ids of those that were created before. */
  readonly created: readonly string[];
  /** It began before, and has its record. */
  readonly isBegun: boolean;
  /** The mark of an unfinished one of the same jobs that it takes the place of; null: there is none. */
  readonly replaced: string | null;
}

/**
 * All of a sweep; or what is left of it, with the files that were uploaded for it, where its creation did not come to its
 * end and the person goes on with it. Undefined: they do not want to.
 */
export async function planSweep(
  { sharedTexts, clock, errors }: Pick<App, 'sharedTexts' | 'clock' | 'errors'>,
  source: JobSource,
  drafts: readonly SweepDraft[],
): Promise<SweepPlan | undefined> {
  const pinned = await Promise.all(
    drafts.map(async (each) => ({ ...each, draft: await pinFiles(each.draft) })),
  );
  const key = JSON.stringify(pinned.map(({ draft }) => creationKey(source, draft)));
  const records = new SweepRecords(sharedTexts('sweeps'), clock, (error) => {
    errors.record('Noting how far a sweep came failed', error);
  });
  const all = drafts.map((each, place) => ({ ...each, place }));
  const whole = {
    key,
    records,
    mark: crypto.randomUUID().slice(0, 8),
    rest: all,
    created: [],
    isBegun: false,
    replaced: null,
  };
  const earlier = await records.find(key);
  if (earlier === null) return whole;
  const rest = pinned
    .map(({ draft, chosen }, place) => ({ draft: withUploads(draft, earlier), chosen, place }))
    .filter(({ place }) => !earlier.created.has(place));
  const left = {
    key,
    records,
    mark: earlier.mark,
    rest,
    created: [...earlier.created.values()],
    isBegun: true,
    replaced: null,
  };
  const choice = await chooseWhat(earlier, drafts.length, clock.now() / 1000);
  if (choice === undefined) return undefined;
  return choice === 'all' ? { ...whole, replaced: earlier.mark } : left;
}

/** @param now in Unix seconds */
async function chooseWhat(
  { created, at }: UnfinishedSweep,
  total: number,
  now: number,
): Promise<'rest' | 'all' | undefined> {
  if (created.size === 0) return 'rest';
  const isComplete = created.size >= total;
  const rest = t('Create the Rest');
  const all = t('Create All Again');
  const age = editorFormat.age(at, now);
  const chosen = await askModal({
    question: t('{0} of {1} jobs of this file were created before', created.size, total),
    detail: isComplete
      ? t('That was {0}, from this window or another one.', age)
      : t(
          'That began {0}, in this window or another one, and did not come to its end. Look whether another window still creates them.',
          age,
        ),
    buttons: isComplete ? [all] : [rest, all],
    wayOut: t('Do Not Create'),
  });
  if (chosen === undefined) return undefined;
  return chosen === rest ? 'rest' : 'all';
}

/** The draft with its files of this machine as they are now, as though they were uploaded, under no id. */
async function pinFiles(draft: JobDraft): Promise<JobDraft> {
  const [trainingFile, validationFile] = await Promise.all(
    [draft.trainingFile, draft.validationFile].map(pin),
  );
  return { ...draft, trainingFile: trainingFile ?? null, validationFile: validationFile ?? null };
}

async function pin(file: DataFile | null): Promise<DataFile | null> {
  if (file?.kind !== 'local') return file;
  const { uri, name } = file;
  return { kind: 'uploaded', id: '', name, from: { uri, version: await versionOf(uri) } };
}

/** @param draft as {@link pinFiles} makes it */
function withUploads(draft: JobDraft, { trainingFile, validationFile }: UnfinishedSweep): JobDraft {
  return {
    ...draft,
    trainingFile: uploadedAs(draft.trainingFile, trainingFile),
    validationFile: uploadedAs(draft.validationFile, validationFile),
  };
}

function uploadedAs(file: DataFile | null, id: string | null): DataFile | null {
  return file?.kind === 'uploaded' && file.id === '' && id !== null ? { ...file, id } : file;
}
