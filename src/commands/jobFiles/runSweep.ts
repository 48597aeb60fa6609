import { t } from '@vscode/l10n';
import { workspace } from 'vscode';
import type { CreateJob } from '../../api/dialects/dialect';
import type { Combination } from '../../jobFiles/sweep';
import { jobKey } from '../../jobs/jobKey';
import type { JobSource } from '../../jobs/source';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { askModal, showInformation, showWarning } from '../../platform/show';
import type { App } from '../command';
import { prepare } from '../createJob/creating';
import { creationKey } from '../createJob/creationKey';
import { leaveNothing } from '../createJob/discardUploads';
import { type JobDraft, validationFileOf } from '../createJob/draft';
import { countTokens, estimateNow, uncounted } from '../createJob/estimateStep';
import { maxPairs } from '../createJob/metadata';
import { OwnUploads } from '../createJob/ownUploads';
import { takeIn } from '../createJob/showCreated';
import { FileCheck } from '../trainingFiles/fileCheck';
import { TokenCounts } from '../trainingFiles/tokenCounts';
import { createEach, type SweepJob } from './createEach';
import { sweepName } from './sweepName';
import { sweepDetail, type SweepPrice, totalOf } from './sweepPrice';

/** The key under which the provider keeps what all jobs of a sweep have in common. */
const sweepKey = 'sweep';

/** One job of a sweep, as the form would have it. */
interface SweepDraft {
  readonly draft: JobDraft;
  readonly chosen: Combination['chosen'];
}

/**
 * Creates one job for each draft, after the person has seen how many there are and what they cost. What they have in
 * common is uploaded once, and does not stay where no job is created.
 */
export async function runSweep(
  app: App,
  source: JobSource,
  drafts: readonly SweepDraft[],
  title: string,
): Promise<void> {
  const hasOwnPrice = source.capabilities.priceEstimate === true;
  if (!hasOwnPrice && !(await isWanted(source, drafts, await ratedPrice(app, source, drafts)))) return;
  const uploads = new OwnUploads();
  try {
    const jobs = await prepareEach(app, source, drafts, { title, uploads });
    if (jobs === undefined) return;
    if (hasOwnPrice && !(await isWanted(source, drafts, await providersPrice(app, source, jobs)))) return;
    const keepFiles = () => {
      for (const { draft } of drafts) uploads.release(draft);
    };
    await createAll(app, source, jobs, keepFiles);
  } finally {
    await leaveNothing(app, uploads, []);
  }
}

async function isWanted(
  source: JobSource,
  drafts: readonly SweepDraft[],
  price: SweepPrice | undefined,
): Promise<boolean> {
  if (price === undefined) return false;
  const create = t('Create {0} Jobs', drafts.length);
  const chosen = await askModal({
    question: t('Create {0} jobs at {1}?', drafts.length, source.name),
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
  drafts: readonly SweepDraft[],
  frame: { readonly title: string; readonly uploads: OwnUploads },
): Promise<readonly SweepJob[] | undefined> {
  const check = new FileCheck(app);
  const sweep = crypto.randomUUID().slice(0, 8);
  const jobs: SweepJob[] = [];
  for (const { draft, chosen } of drafts) {
    const [first] = drafts;
    const { trainingFile, validationFile } = first?.draft ?? draft; // uploaded with the first job
    Object.assign(draft, { trainingFile, validationFile });
    const request = await prepare(app, source, draft, { check, ...frame });
    if (request === undefined) return undefined;
    jobs.push({ request: marked(request, source, sweep), key: creationKey(source, draft), chosen });
  }
  return jobs;
}

function marked(request: CreateJob, { capabilities }: JobSource, sweep: string): CreateJob {
  const metadata = { ...request.metadata, [sweepKey]: sweep };
  const fits = capabilities.metadata === true && Object.keys(metadata).length <= maxPairs;
  return fits ? { ...request, metadata } : request;
}

/**
 * Creates the jobs, says what came of it, and goes on after a failure where the person wants it.
 *
 * @param keepFiles is called once there is a job, or may be one
 */
async function createAll(
  app: App,
  source: JobSource,
  jobs: readonly SweepJob[],
  keepFiles: () => void,
): Promise<void> {
  const keys: string[] = [];
  for (let rest = jobs; rest.length > 0;) {
    const outcome = await createEach(app, source, rest, async (job, sent) => {
      keepFiles();
      keys.push(jobKey(source, job.id));
      const { request, chosen } = sent;
      await takeIn(app, source, job, request, sweepName(chosen, request.suffix ?? request.model));
    });
    if (outcome.mayExist) keepFiles();
    if (outcome.rest.length === 0) break;
    if (outcome.error !== null) app.errors.show(t('Creating the job failed'), outcome.error);
    const goOn = t('Create the Rest');
    const text = t('{0} of {1} jobs were created', keys.length, jobs.length);
    if ((await showWarning(text, goOn)) !== goOn) return;
    rest = outcome.rest;
  }
  const compare = t('Compare');
  const title = t('Compare {0} jobs', keys.length);
  if ((await showInformation(t('{0} jobs were created', keys.length), compare)) === compare)
    await app.pages.open(keys, title);
}
