import { t } from '@vscode/l10n';
import { leastExamples } from '../../api/dialects/dataLimits';
import { minValidationExamples } from '../../datasets/limits';
import type { JobSource } from '../../jobs/source';
import { type RunWork, withProgress } from '../../platform/cancellation';
import type { App } from '../command';
import { asItIsNow, type DataFile, versionOf } from '../trainingFiles/dataFile';
import { ensureUploaded } from '../trainingFiles/ensureUploaded';
import type { FileCheck } from '../trainingFiles/fileCheck';
import { createExactlyOnce, type CreationEnd } from './createExactlyOnce';
import { creationKey } from './creationKey';
import { type JobDraft, toRequest, validationFileOf } from './draft';
import type { OwnUploads } from './ownUploads';
import { isPriceAccepted } from './price';
import { showCreated } from './showCreated';
import { expiresAfterOf } from './uploadExpiry';
import { wandbKeyFor } from './wandb';

interface Creating {
  readonly check: FileCheck;
  /** Takes in what is uploaded. */
  readonly uploads: OwnUploads;
  /** Above what the person is asked for on the way. */
  readonly title: string;
  /** Shows what goes on, one piece of work after the other; notifications do where nothing is given. */
  readonly run?: RunWork;
}

/**
 * Checks the files of a draft, uploads them, creates the job and shows it. The draft then names what was uploaded: who
 * begins again after a failure goes on from there. Never rejects.
 */
export async function createDrafted(
  app: App,
  source: JobSource,
  draft: JobDraft,
  { check, title, uploads, run = withProgress }: Creating,
): Promise<CreationEnd> {
  try {
    const request = await prepare(app, source, draft, { check, title, uploads, run });
    if (request === undefined || !(await isPriceAccepted(app, source, request, run)))
      return { kind: 'left', mayExist: false };
    const end = await createExactlyOnce(app, source, { request, key: creationKey(source, draft) }, run);
    uploads.settle(draft, end);
    if (end.kind !== 'created') return end;
    // Whatever keeps it from being shown, it is there: as a failure it would be created a second time.
    await showCreated(app, source, end.job, request).catch((error: unknown) => {
      app.errors.show(t('Showing the job {0}, which was created, failed', end.job.id), error);
    });
    return end;
  } catch (error) {
    return { kind: 'failed', error, mayExist: false };
  }
}

/** Checks the files and uploads them; the draft then names what was uploaded. Undefined: the person does not want to. */
export async function prepare(
  app: App,
  source: JobSource,
  draft: JobDraft,
  { check, title, uploads, run = withProgress }: Creating,
) {
  const { method } = draft;
  const { options } = source.creation;
  if (draft.trainingFile === null) return undefined;
  const trainingFile = await check.asItIsThere(await asItIsNow(draft.trainingFile), source);
  if (trainingFile === undefined) return undefined;
  draft.trainingFile = trainingFile;
  const wanted = validationFileOf(draft, options);
  const validationFile = wanted === null ? null : await check.asItIsThere(await asItIsNow(wanted), source);
  if (validationFile === undefined) return undefined;
  if (validationFile !== null) draft.validationFile = validationFile;
  if (
    !(await check.isFit(trainingFile, method, source, leastExamples(options.dataLimits))) ||
    !(await check.isFit(validationFile, method, source, minValidationExamples))
  )
    return undefined;
  const wandbKey = await wandbKeyFor(app, draft, options, title);
  if (wandbKey === null) return undefined;
  return run(t('Preparing a fine-tuning job'), async (signal, report) => {
    const upload = async (file: DataFile): Promise<DataFile & { kind: 'uploaded' }> => {
      if (file.kind === 'uploaded') return file;
      const { uri, name } = file;
      const version = await versionOf(uri);
      check.approved.assertSame(uri.toString(), version, name);
      const { id, origin } = await ensureUploaded(app, source, file, {
        ...{ signal, report, expiresAfter: expiresAfterOf(draft, options) },
        onUnconfirmed: (lost) => {
          uploads.addUnconfirmed(lost);
        },
      });
      const uploaded = { kind: 'uploaded', id, name, from: { uri, version } } as const;
      if (origin !== 'earlier') uploads.add({ source, file: uploaded, isDeletable: origin === 'deletable' });
      return uploaded;
    };
    const training = (draft.trainingFile = await upload(trainingFile));
    const validation = validationFile === null ? null : await upload(validationFile);
    draft.validationFile = validation ?? draft.validationFile;
    return toRequest(draft, options, training.id, validation?.id ?? null, wandbKey);
  });
}
