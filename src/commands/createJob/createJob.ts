import { Uri, l10n, window } from 'vscode';
import type { Account } from '../../jobs/account';
import { jobKey } from '../../jobs/accounts';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { choose } from '../../platform/steps';
import type { App, Command } from '../command';
import { anyJob, targetOf } from '../targets';
import { isFitToUpload } from './checkBeforeUpload';
import { createExactlyOnce } from './createExactlyOnce';
import { toDataFile } from './dataFiles';
import { type JobDraft, draftFrom, emptyDraft, toRequest } from './draft';
import { JobForm } from './form';
import { ensureUploaded } from './upload';

/** Quick-pick steps: training file, validation file, base model; then a review where all can be changed. */
export const createJob: Command = {
  id: 'fineTuning.createJob',
  failure: 'Creating the job failed',
  /** `file`: a file of the explorer, or the id of one that was just uploaded. */
  async run(app, file) {
    const account = await chooseAccount(app);
    if (account === undefined) return;
    const draft = emptyDraft();
    if (file instanceof Uri) draft.trainingFile = toDataFile(file);
    if (typeof file === 'string') draft.trainingFile = { kind: 'uploaded', id: file, name: file };
    await createFrom(app, account, draft);
  },
};

/** The same steps, with a job's own choices to start from. */
export const cloneJob: Command = {
  id: 'fineTuning.cloneJob',
  failure: 'Creating the job failed',
  async run(app, node, model) {
    const question = anyJob(l10n.t('Which job do you want to clone?'));
    const target = await targetOf(app, isModelName(model) ? [node] : [node, model], question);
    if (target === undefined) return;
    const client = await target.account.connect();
    const draft = draftFrom(await client.jobs.retrieve(target.job.id));
    if (isModelName(model)) draft.model = model;
    await createFrom(app, target.account, draft);
  },
};

function isModelName(value: unknown): value is string {
  return typeof value === 'string';
}

/** The account on screen; of several, the person chooses one that can create. */
async function chooseAccount(app: App): Promise<Account | undefined> {
  const able = app.accounts.shown.filter(({ dialect }) => dialect.capabilities.create === true);
  const [first] = able;
  if (first === undefined) {
    const [shown] = app.accounts.shown;
    const reason = shown?.dialect.capabilities.create;
    const connect = l10n.t('Add connection…');
    const chosen = await window.showInformationMessage(
      typeof reason === 'string' ? reason : l10n.t('Connect to a provider first, or start the local engine.'),
      connect,
    );
    if (chosen === connect) await app.run('fineTuning.addConnection');
    return undefined;
  }
  if (able.length === 1) return first;
  const answer = await choose({
    title: l10n.t('Create Fine-Tuning Job'),
    canGoBack: false,
    placeholder: l10n.t('At which connection?'),
    choices: able.map((account) => ({
      label: account.connection.name,
      description: account.dialect.title,
      value: account,
    })),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

async function createFrom(app: App, account: Account, draft: JobDraft): Promise<void> {
  if (await new JobForm(app, account, draft).fill()) await send(app, account, draft);
}

async function send(app: App, account: Account, draft: JobDraft): Promise<void> {
  const { trainingFile, validationFile } = draft;
  if (trainingFile === null || !(await isFitToUpload(app, trainingFile))) return;
  const request = await withProgress(l10n.t('Preparing a fine-tuning job'), async (signal, report) => {
    const client = await account.connect();
    const training = await ensureUploaded(app, client, trainingFile, signal, report);
    const validation =
      validationFile === null ? null : await ensureUploaded(app, client, validationFile, signal, report);
    return toRequest(draft, training, validation);
  });
  if (request === undefined) return;
  const job = await createExactlyOnce(account, request);
  if (job === undefined) return;
  account.store.apply([job]);
  account.poller.expectChange();
  const created = account.store.get(job.id);
  app.pages.open([jobKey(account, job.id)], created === undefined ? job.id : jobName(created));
}
