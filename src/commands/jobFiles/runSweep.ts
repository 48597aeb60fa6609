import { t } from '@vscode/l10n';
import { workspace } from 'vscode';
import type { CreateJob } from '../../api/dialects/dialect';
import type { FineTuningJob } from '../../api/wire/job';
import { jobKey } from '../../jobs/jobKey';
import type { JobSource } from '../../jobs/source';
import type { BegunSweep } from '../../jobs/sweepRecords';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { askModal, showInformation, showWarning } from '../../platform/show';
import type { App } from '../command';
import { prepare } from '../createJob/creating';
import { creationKey } from '../createJob/creationKey';
import { leaveNothing } from '../createJob/discardUploads';
import { validationFileOf } from '../createJob/draft';
import { countTokens, estimateNow, uncounted } from '../createJob/estimateStep';
import { maxPairs } from '../createJob/metadata';
import { OwnUploads } from '../createJob/ownUploads';
import { takeIn } from '../createJob/showCreated';
import type { DataFile } from '../trainingFiles/dataFile';
import { FileCheck } from '../trainingFiles/fileCheck';
import { TokenCounts } from '../trainingFiles/tokenCounts';
import { createEach, type SweepJob } from './createEach';
import { sweepName } from './sweepName';
import { planSweep, type SweepDraft, type SweepPlan } from './sweepPlan';
import { sweepDetail, type SweepPrice, totalOf } from './sweepPrice';

/** The key under which the provider keeps what all jobs of a sweep have in common. */
const sweepKey = 'sweep';

/**
 * Creates one job for each draft, after the person has seen how many there are and what they cost. What they have in
 * common is uploaded once, and does not stay where no job is created. One that did not come to its end, in whatever window,
 * is gone on with.
 */
export async function runSweep(
  app: App,
  source: JobSource,
  drafts: readonly SweepDraft[],
  title: string,
): Promise<void> {
  const plan = await planSweep(app, source, drafts);
  if (plan === undefined) return;
  const { rest } = plan;
  const hasOwnPrice = source.capabilities.priceEstimate === true;
  if (!hasOwnPrice && !(await isWanted(source, rest, await ratedPrice(app, source, rest)))) return;
  const uploads = new OwnUploads();
  try {
    const jobs = await prepareEach(app, source, plan, { title, uploads });
    if (jobs === undefined) return;
    if (hasOwnPrice && !(await isWanted(source, rest, await providersPrice(app, source, jobs)))) return;
    if (!plan.isBegun) await begin(plan);
    let hasJobs = plan.created.length > 0;
    const keepFiles = () => {
      hasJobs = true;
      for (const { draft } of rest) uploads.release(draft);
    };
    try {
      await createAll(app, source, { plan, jobs, keepFiles });
    } finally {
      if (!hasJobs && (await isContinued(plan))) keepFiles();
      if (!hasJobs && !plan.isBegun) await plan.records.end(plan.key, plan.mark); // its files go as well
    }
  } finally {
    await leaveNothing(app, uploads, []);
  }
}

/** Throws where another window was first. */
async function begin(plan: SweepPlan): Promise<void> {
  const { key, records, replaced } = plan;
  if (replaced !== null) await records.end(key, replaced);
  if (!(await records.begin(key, begun(plan))))
    throw new Error(t('another window has begun to create the jobs of this file'));
}

/** Another window has created some of its jobs, which use its files. */
async function isContinued({ key, mark, records }: SweepPlan): Promise<boolean> {
  const now = await records.find(key);
  return now?.mark === mark && now.created.size > 0;
}

/** With the files as they were uploaded. */
function begun({ mark, rest: [first] }: SweepPlan): BegunSweep {
  const idOf = (file: DataFile | null | undefined) =>
    file?.kind === 'uploaded' && file.from !== undefined ? file.id : null;
  const { trainingFile, validationFile } = first?.draft ?? {};
  return { mark, trainingFile: idOf(trainingFile), validationFile: idOf(validationFile) };
}

async function isWanted(
  source: JobSource,
  drafts: readonly SweepDraft[],
  price: SweepPrice | undefined,
): Promise<boolean> {
  if (price === undefined) return false;
  const count = drafts.length;
  const create = count === 1 ? t('Create 1 Job') : t('Create {0} Jobs', count);
  const chosen = await askModal({
    question:
      count === 1 ? t('Create 1 job at {0}?', source.name) : t('Create {0} jobs at {1}?', count, source.name),
    detail: sweepDetail(
      filesOf(drafts, source),
      drafts.map((each) => each.chosen),
      price,
      editorFormat,
    ),
    buttons: [create],
    wayOut: t('Do Not Create'),
  });
  return chosen === create;
}

/** What all jobs are trained and validated on; a file of this machine by its path. */
function filesOf([first]: readonly SweepDraft[], { creation }: JobSource): readonly string[] {
  if (first === undefined) return [];
  const { draft } = first;
  return [draft.trainingFile, validationFileOf(draft, creation.options)]
    .filter((file) => file !== null)
    .map((file) => (file.kind === 'local' ? workspace.asRelativePath(file.uri) : file.name));
}

/** By the table of rates. Undefined: the person did not wait for the tokens. */
function ratedPrice(
  app: App,
  source: JobSource,
  drafts: readonly SweepDraft[],
): Promise<SweepPrice | undefined> {
  return withProgress(t('Counting the tokens of the training file'), async (signal) => {
    const counts = new TokenCounts(app, signal);
    const prices: SweepPrice[] = [];
    for (const { draft } of drafts) {
      let tokens = uncounted;
      await countTokens(draft, counts, (soFar) => {
        tokens = soFar;
      });
      signal.throwIfAborted();
      const { price } = estimateNow(draft, source, tokens);
      prices.push(toSweepPrice(price));
    }
    return totalOf(prices);
  });
}

function toSweepPrice(price: ReturnType<typeof estimateNow>['price']): SweepPrice {
  if (price?.kind === 'free') return { kind: 'free' };
  if (price?.kind !== 'amount' || price.isPerEpoch) return { kind: 'unknown' };
  return { kind: 'amount', amount: price.amount, currency: price.rate.currency };
}

/** As the provider estimates it. Undefined: the person did not wait for it. */
function providersPrice(
  app: App,
  source: JobSource,
  jobs: readonly SweepJob[],
): Promise<SweepPrice | undefined> {
  return withProgress(t('Asking {0} for the price', source.name), async (signal) => {
    const prices: SweepPrice[] = [];
    for (const { request } of jobs) {
      const price = await source.creation.estimatePrice(request, signal).then(
        (estimate) => estimate.price,
        (error: unknown) => {
          signal.throwIfAborted();
          app.errors.record('Estimating the price failed', error);
          return null;
        },
      );
      prices.push(price === null ? { kind: 'unknown' } : { kind: 'amount', amount: price, currency: 'USD' });
    }
    return totalOf(prices);
  });
}

/** Undefined: the person does not want to go on. */
async function prepareEach(
  app: App,
  source: JobSource,
  plan: SweepPlan,
  frame: { readonly title: string; readonly uploads: OwnUploads },
): Promise<readonly SweepJob[] | undefined> {
  const check = new FileCheck(app);
  const { rest } = plan;
  const jobs: SweepJob[] = [];
  for (const { draft, chosen, place } of rest) {
    const [first] = rest;
    const { trainingFile, validationFile } = first?.draft ?? draft; // uploaded with the first job
    Object.assign(draft, { trainingFile, validationFile });
    const request = await prepare(app, source, draft, { check, ...frame });
    if (request === undefined) return undefined;
    const known = (signal: AbortSignal) => createdElsewhere(source, plan, place, signal);
    const key = creationKey(source, draft);
    jobs.push({ request: marked(request, source, plan.mark), key, known, chosen, place });
  }
  return jobs;
}

/** Another window has ended the sweep: what of it was not created is not wanted any more. */
class SweepEnded extends Error {}

/** The job at a place where another window has created it by now; null: nobody has. Rejects where none did and it ended. */
async function createdElsewhere(
  source: JobSource,
  { key, mark, records }: SweepPlan,
  place: number,
  signal: AbortSignal,
): Promise<FineTuningJob | null> {
  const id = await records.jobAt(key, mark, place);
  if (id !== null) return source.retrieve(id, signal);
  if (await records.isUnderWay(key, mark)) return null;
  throw new SweepEnded(t('another window has ended the creation of the jobs of this file'));
}

function marked(request: CreateJob, { capabilities }: JobSource, sweep: string): CreateJob {
  const metadata = { ...request.metadata, [sweepKey]: sweep };
  const fits = capabilities.metadata === true && Object.keys(metadata).length <= maxPairs;
  return fits ? { ...request, metadata } : request;
}

/** What is needed to create the jobs of a sweep. */
interface ReadySweep {
  readonly plan: SweepPlan;
  readonly jobs: readonly SweepJob[];
  /** Is called once there is a job, or may be one. */
  readonly keepFiles: () => void;
}

/** Creates the jobs, says what came of it, and goes on after a failure where the person wants it. */
async function createAll(app: App, source: JobSource, { plan, jobs, keepFiles }: ReadySweep): Promise<void> {
  const keys = plan.created.map((id) => jobKey(source, id));
  const total = keys.length + jobs.length;
  for (let rest = jobs; rest.length > 0;) {
    const outcome = await createEach(app, source, rest, async (job, sent) => {
      keepFiles();
      keys.push(jobKey(source, job.id));
      const { request, chosen } = sent;
      await plan.records.keep(plan.key, plan.mark, sent.place, job.id);
      await takeIn(app, source, job, request, sweepName(chosen, request.suffix ?? request.model));
    });
    if (outcome.mayExist) keepFiles();
    if (outcome.rest.length === 0) break;
    if (outcome.error instanceof SweepEnded) throw outcome.error;
    if (outcome.error !== null) app.errors.show(t('Creating the job failed'), outcome.error);
    const goOn = t('Create the Rest');
    const text = t('{0} of {1} jobs were created', keys.length, total);
    if ((await showWarning(text, goOn)) !== goOn) return;
    rest = outcome.rest;
  }
  await plan.records.end(plan.key, plan.mark);
  const compare = t('Compare');
  const title = t('Compare {0} jobs', keys.length);
  if ((await showInformation(t('{0} jobs were created', keys.length), compare)) === compare)
    await app.pages.open(keys, title);
}
