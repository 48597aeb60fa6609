import { t } from '@vscode/l10n';
import type { CreateJob } from '../../api/dialects/dialect';
import { withoutStop } from '../../api/http/withoutStop';
import type { FineTuningJob } from '../../api/wire/job';
import type { CreationMark, JobSource, OneCreation } from '../../jobs/source';
import { type RunWork, withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { askModal, showWarning } from '../../platform/show';
import type { App } from '../command';
import { type CreationSteps, type Decision, leadCreation } from './creation';

/** A job that somebody wants. */
export interface WantedJob {
  readonly request: CreateJob;
  /** As `creationKey` makes it. */
  readonly key: string;
  /**
   * Is called where this is the only one that creates the job, before anything is sent: the job, where another window has
   * created it meanwhile. Rejects where it must not be created any more.
   */
  readonly known?: (signal: AbortSignal) => Promise<FineTuningJob | null>;
  /** Keeps that it was created, before the same job may be created again. Must not reject. */
  readonly onCreated?: (job: FineTuningJob) => Promise<void>;
}

/** How the creation of one job ended. `mayExist`: it may be there all the same, and the person knows. */
export type CreationEnd =
  /** `wasThere`: it was sent before, with the files of that time, and nothing was sent now. */
  | { readonly kind: 'created'; readonly job: FineTuningJob; readonly wasThere: boolean }
  /** The person does not want to go on. */
  | { readonly kind: 'left'; readonly mayExist: boolean }
  | { readonly kind: 'failed'; readonly error: unknown; readonly mayExist: boolean };

/**
 * Sends the request once. Where its response is lost, or not waited for, the jobs are looked through; it is sent again
 * only when the person says so. Where the very same job is being created, in this window or another one, or was sent before
 * and is not known to have arrived, it is looked for first. All that creates jobs does it by this. Never rejects.
 */
export async function createExactlyOnce(
  app: Pick<App, 'claims' | 'clock'>,
  source: Pick<JobSource, 'creation'>,
  { request, key, known, onCreated }: WantedJob,
  run: RunWork = withProgress,
): Promise<CreationEnd> {
  for (;;) {
    const claim = await app.claims.take(key);
    const create = async (): Promise<CreationEnd | 'another'> => {
      const isFirst = claim.sentAt === null && known !== undefined;
      const job = isFirst ? await run(t('Looking whether the job was created'), known) : null;
      if (job === undefined) return { kind: 'left', mayExist: false };
      if (job !== null) return { kind: 'created', job, wasThere: true };
      return lead(app, await source.creation.begin(request, claim), claim, run);
    };
    const end = await create().catch((error: unknown) => {
      return { kind: 'failed' as const, error, mayExist: claim.sentAt !== null };
    });
    if (end !== 'another' && end.kind === 'created') await onCreated?.(end.job);
    if (end === 'another' || end.kind === 'created' || !end.mayExist) await app.claims.release(claim);
    if (end !== 'another') return end;
  }
}

async function lead(
  app: Pick<App, 'clock'>,
  creation: OneCreation,
  { sentAt }: CreationMark,
  run: RunWork,
): Promise<CreationEnd | 'another'> {
  const earlier = sentAt === null ? null : editorFormat.age(sentAt, app.clock.now() / 1000);
  let wasSent = false;
  const steps: CreationSteps = {
    send: () => {
      wasSent = true;
      return run(t('Creating a fine-tuning job'), async (signal, report) => {
        report.say(t('sending'));
        return creation.send(signal, () => {
          report.say(t('Looking whether the job was created'));
        });
      });
    },
    lookUp: () => run(t('Looking whether the job was created'), (signal) => creation.lookUp(signal)),
    decide: (outcome, wasCancelled) => decide(outcome, { wasCancelled, earlier }),
    reportCreated: ({ id }) => {
      void showWarning(createdText(id, earlier));
    },
    mayExist: () => creation.mayExist,
  };
  try {
    const job = await leadCreation(steps, earlier !== null);
    if (job === undefined) return { kind: 'left', mayExist: creation.mayExist };
    return job === 'another' ? job : { kind: 'created', job, wasThere: !wasSent };
  } catch (error) {
    return { kind: 'failed', error, mayExist: creation.mayExist };
  }
}

type Unclear = Parameters<CreationSteps['decide']>[0];

/** What went before. */
interface Before {
  /** The person gave up while the request was under way. */
  readonly wasCancelled: boolean;
  /** How long ago the same job was sent, such as `2 min ago`; null: it was not. */
  readonly earlier: string | null;
}

async function decide(outcome: Unclear, before: Before): Promise<Decision> {
  const { wasCancelled, earlier } = before;
  const look = t('Look Again');
  const send = t('Send Again');
  const another = t('Create Another Job');
  const question =
    earlier !== null
      ? t('The same job was sent before')
      : wasCancelled
        ? t('The job may have been created')
        : t('The server did not confirm the job');
  // Sending again is for a request that got lost, not for one that was called off or of which there may be several.
  const maySend = outcome.kind === 'absent' && !wasCancelled;
  const [candidate, ...others] = outcome.kind === 'unknown' ? outcome.candidates : [];
  const only = others.length === 0 ? candidate : undefined;
  const take = t('That Is It');
  const buttons = [
    ...(only === undefined ? [] : [take]),
    look,
    ...(maySend ? [send] : []),
    ...(earlier !== null && !maySend ? [another] : []),
  ];
  const detail = detailOf(outcome, before);
  const chosen = await askModal({ question, detail, buttons, wayOut: t('Do Nothing') });
  if (chosen === take && only !== undefined) return only;
  const decisions: Readonly<Record<string, Decision>> = {
    [look]: 'look',
    [send]: 'send',
    [another]: 'another',
  };
  return decisions[chosen ?? ''] ?? 'leave';
}

function detailOf(outcome: Unclear, before: Before): string {
  return [happened(outcome, before), known(outcome)].filter((each) => each !== '').join(' ');
}

function happened({ error }: Unclear, { wasCancelled, earlier }: Before): string {
  if (wasCancelled) return t('You cancelled when the request was already on its way.');
  if (error !== null) return `${withoutStop(error.message)}.`;
  return earlier === null ? '' : t('That was {0}, from this window or another one.', earlier);
}

function known(outcome: Unclear): string {
  if (outcome.kind === 'absent') {
    return t(
      'The job is not in the list, which was looked through three times. Some servers list a job late, so it may still appear: a job that is sent again could then be a second one. The list is looked through once more before anything is sent.',
    );
  }
  if (outcome.candidates.length > 0)
    return t(
      'A new job fits by model, file, suffix and time, but has no mark that proves it: {0}.',
      outcome.candidates.map(({ id, suffix }) => (suffix === null ? id : `${suffix} (${id})`)).join('; '),
    );
  const { problem } = outcome;
  return t(
    'Whether it was created cannot be known: {0}. Look at the list of jobs before you create it again.',
    withoutStop(problem instanceof Error ? problem.message : String(problem)),
  );
}

/** @param earlier as {@link Before} has it */
function createdText(id: string, earlier: string | null): string {
  return earlier === null
    ? t('The request had already arrived: {0} was created. Cancel the job if you do not want it.', id)
    : t('The same job was sent {0}, and is there: {1}. No second one was created.', earlier, id);
}
