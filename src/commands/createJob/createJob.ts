import { Uri, l10n, window } from 'vscode';
import type { Account } from '../../jobs/account';
import { jobKey } from '../../jobs/accounts';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { choose, runSteps } from '../../platform/steps';
import type { App, Command } from '../command';
import { anyJob, targetOf } from '../targets';
import { askDataFile, toDataFile } from './dataFiles';
import { type JobDraft, draftFrom, emptyDraft, toRequest } from './draft';
import { listBaseModels } from './models';
import { askMethod, askNumber, askSuffix, review } from './review';
import { ensureUploaded } from './upload';

/** Quick-pick steps: training file, validation file, base model; then a review where all can be changed. */
export const createJob: Command = {
  id: 'fineTuning.createJob',
  failure: 'Creating the job failed',
  async run(app, file) {
    const account = await chooseAccount(app);
    if (account === undefined) return;
    const draft = emptyDraft();
    if (file instanceof Uri) draft.trainingFile = toDataFile(file);
    await createFrom(app, account, draft, draft.trainingFile !== null);
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
    await createFrom(app, target.account, draft, draft.trainingFile !== null);
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
    return chosen === connect ? void (await app.run('fineTuning.addConnection')) : undefined;
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

async function createFrom(app: App, account: Account, draft: JobDraft, isPrefilled: boolean): Promise<void> {
  const title = l10n.t('Create Fine-Tuning Job');
  const models = listBaseModels(app, account);
  const totalSteps = 4;
  const askTraining = async (canGoBack: boolean) => {
    const placeholder = l10n.t('Training file: JSON lines, one example each');
    const frame = { title, step: 1, totalSteps, canGoBack, placeholder, isOptional: false };
    const answer = await askDataFile(app, account, { ...frame, current: draft.trainingFile });
    if (answer.kind !== 'value') return answer.kind;
    draft.trainingFile = answer.value;
    return 'next' as const;
  };
  const askValidation = async (canGoBack: boolean) => {
    if (account.dialect.capabilities.validationFile !== true) return 'skip' as const;
    const placeholder = l10n.t('Validation file: shows whether the model learns or only memorizes');
    const frame = { title, step: 2, totalSteps, canGoBack, placeholder, isOptional: true };
    const answer = await askDataFile(app, account, { ...frame, current: draft.validationFile });
    if (answer.kind !== 'value') return answer.kind;
    draft.validationFile = answer.value;
    return 'next' as const;
  };
  const askModel = async (canGoBack: boolean) => {
    const answer = await choose<string>({
      title,
      step: 3,
      totalSteps,
      canGoBack,
      placeholder: l10n.t('Base model: choose one, or type its name'),
      choices:
        draft.model === '' ? [] : [{ label: draft.model, description: l10n.t('chosen'), value: draft.model }],
      more: models.then((choices) => choices.filter(({ value }) => value !== draft.model)),
      typed: (text) => ({ label: text, description: l10n.t('use this name'), value: text }),
    });
    if (answer.kind !== 'value') return answer.kind;
    draft.model = answer.value;
    return 'next' as const;
  };
  const askReview = async () => {
    for (;;) {
      const answer = await review(draft, account, title);
      if (answer.kind !== 'value') return answer.kind;
      const choice = answer.value;
      if (choice === 'create') return 'next' as const;
      if (choice === 'trainingFile') await askTraining(true);
      else if (choice === 'validationFile') await askValidation(true);
      else if (choice === 'model') await askModel(true);
      else if (choice === 'method') await askMethod(draft, account, title);
      else if (choice === 'suffix') await askSuffix(draft, account.dialect.longestSuffix, title);
      else await askNumber(draft, choice, title);
    }
  };
  const isComplete = await runSteps(draft, [
    (_, canGoBack) => (isPrefilled ? Promise.resolve('skip' as const) : askTraining(canGoBack)),
    (_, canGoBack) =>
      isPrefilled && draft.model !== '' ? Promise.resolve('skip' as const) : askValidation(canGoBack),
    (_, canGoBack) =>
      draft.model !== '' && isPrefilled ? Promise.resolve('skip' as const) : askModel(canGoBack),
    askReview,
  ]);
  if (isComplete) await send(app, account, draft);
}

async function send(app: App, account: Account, draft: JobDraft): Promise<void> {
  const { trainingFile, validationFile } = draft;
  if (trainingFile === null) return;
  const job = await withProgress(l10n.t('Creating a fine-tuning job'), async (signal, report) => {
    const client = await account.connect();
    const training = await ensureUploaded(app, client, trainingFile, signal, report);
    const validation =
      validationFile === null ? null : await ensureUploaded(app, client, validationFile, signal, report);
    report.say(l10n.t('sending'));
    return client.jobs.create(toRequest(draft, training, validation), { signal });
  });
  if (job === undefined) return;
  account.store.apply([job]);
  account.poller.expectChange();
  const created = account.store.get(job.id);
  app.pages.open([jobKey(account, job.id)], created === undefined ? job.id : jobName(created));
}
