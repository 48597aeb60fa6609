import { t } from '@vscode/l10n';
import { env } from 'vscode';
import { isWholly } from '../../api/dialects/isWholly';
import { isLost } from '../../api/http/isLost';
import type { ServedModel, ServingRequest } from '../../api/servingApi';
import type { Checkpoint } from '../../api/wire/checkpoint';
import type { JobSource, SourceServing } from '../../jobs/source';
import { jobName } from '../../jobs/summary';
import { bestMeasured } from '../../metrics/bestMeasured';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { askText, pickOne } from '../../platform/picks';
import { showError, showInformation, showWarning } from '../../platform/show';
import { checkpointRow } from '../../views/models/checkpointRow';
import type { App, Command } from '../command';
import { showCopied } from './showCopied';
import { type JobTarget, offering, targetOf } from './targets';

/** Makes a checkpoint a model that answers. Takes the row of a job, and the id of one of its checkpoints. */
export const deployCheckpoint: Command = {
  id: 'fineTuning.deployCheckpoint',
  failure: t('Deploying the checkpoint failed'),
  async run(app, ...args) {
    const target = await targetOf(app, args, {
      accepts: offering('deployCheckpoint'),
      placeholder: t('Of which job do you want to deploy a checkpoint?'),
      none: t('There is no job of which a checkpoint can be deployed.'),
    });
    const serving = target?.source.serving ?? null;
    if (target === undefined || serving === null) return;
    const request = await askFor(app, target, serving, args[1]);
    if (request !== undefined) await deploy(app, target.source, serving, request);
  },
};

async function askFor(
  app: App,
  target: JobTarget,
  serving: SourceServing,
  named: unknown,
): Promise<ServingRequest | undefined> {
  const checkpoint = await chooseCheckpoint(app, target, named);
  const base = checkpoint === undefined ? undefined : await chooseBase(target, serving);
  if (checkpoint === undefined || base === undefined) return undefined;
  const name = await askName(target, serving, checkpoint, base);
  return name === undefined
    ? undefined
    : { jobId: target.job.id, checkpointId: checkpoint.id, base, name: name.trim() };
}

/** @param named the id of a checkpoint; anything else: the person is asked */
async function chooseCheckpoint(
  app: App,
  { source, job }: JobTarget,
  named: unknown,
): Promise<Checkpoint | undefined> {
  const name = jobName(job, editorFormat);
  const checkpoints = await withProgress(t('Looking for the checkpoints of {0}', name), (signal) =>
    source.models.checkpoints(job.id, signal),
  );
  if (checkpoints === undefined) return undefined;
  if (typeof named === 'string') {
    const wanted = checkpoints.find(({ id }) => id === named);
    if (wanted === undefined) throw new Error(t('the checkpoint is no longer there'));
    return wanted;
  }
  if (checkpoints.length === 0) {
    void showInformation(t('{0} has left no checkpoints.', name));
    return undefined;
  }
  const best = bestMeasured(checkpoints);
  const items = [...checkpoints]
    .sort((a, b) => (b.step ?? 0) - (a.step ?? 0))
    .map((checkpoint) => {
      const { label, description } = checkpointRow({
        checkpoint,
        isBest: checkpoint.id === best,
        hasJob: true,
        capabilities: source.capabilities,
        now: app.clock.now() / 1000,
        format: editorFormat,
      });
      return { label, description, checkpoint };
    });
  return (await pickOne(items, { placeHolder: t('Which checkpoint of {0} do you want to deploy?', name) }))
    ?.checkpoint;
}

/** Asks only where it is not plain: what answers may be called otherwise than what was trained. */
async function chooseBase({ source, job }: JobTarget, serving: SourceServing): Promise<string | undefined> {
  const bases = await withProgress(t('Fetching the models of {0}', source.name), (signal) =>
    serving.bases(job.model, signal),
  );
  if (bases === undefined) return undefined;
  const { likely, others } = bases;
  const [only] = likely;
  if (only !== undefined && likely.length === 1) return only;
  const models = [...likely, ...others];
  if (models.length === 0) return job.model ?? undefined;
  const placeHolder = t('With which model is it served? It has to be the one that was trained.');
  return (
    await pickOne(
      models.map((label) => ({ label })),
      { placeHolder },
    )
  )?.label;
}

function askName(
  { job }: JobTarget,
  { name: { pattern, advice } }: SourceServing,
  { step }: Checkpoint,
  base: string,
): Thenable<string | undefined> {
  const title = t('Deploy a checkpoint of {0} with {1}', jobName(job, editorFormat), base);
  const words = [
    job.suffix ?? base.slice(base.lastIndexOf('/') + 1),
    ...(step === null ? [] : ['step', step]),
  ];
  return askText({
    title,
    prompt: t('Name of the model. The provider may add to it.'),
    value: words.join('-').replace(/[^\w.-]+/g, '-'),
    maxLength: maxNameLength,
    problem: (text) => (isWholly(pattern, text) ? null : advice),
  });
}

/** Characters that no provider takes as a name. */
const maxNameLength = 200;

async function deploy(
  app: App,
  source: JobSource,
  serving: SourceServing,
  request: ServingRequest,
): Promise<void> {
  try {
    const model = await make(app, serving, request);
    if (model !== undefined) await follow(app, source, serving, model);
  } finally {
    void source.models.listed.refresh();
  }
}

/** Sent once: a second request would make a second model. */
async function make(
  app: App,
  serving: SourceServing,
  request: ServingRequest,
): Promise<ServedModel | undefined> {
  try {
    const model = await withProgress(t('Deploying {0}', request.name), (signal) =>
      serving.create(request, signal),
    );
    if (model !== undefined) return model;
  } catch (error) {
    if (!isLost(error)) throw error;
    app.errors.record(t('Deploying the checkpoint failed'), error);
  }
  void sayDoubt(app, request.name);
  return undefined;
}

async function sayDoubt(app: App, name: string): Promise<void> {
  const show = t('Show Models');
  const text = t(
    'Nobody knows whether {0} is being deployed: no response came. Look for it among the models before you deploy it again.',
    name,
  );
  if ((await showWarning(text, show)) === show) await app.run('fineTuning.models.focus');
}

async function follow(app: App, source: JobSource, serving: SourceServing, made: ServedModel): Promise<void> {
  try {
    const settled = await withProgress(t('Deploying {0}', made.name), (signal) =>
      serving.untilSettled(made, signal),
    );
    void say(app, source, settled ?? made);
  } catch (error) {
    app.errors.show(t('{0} was made, but nobody knows whether it answers', made.name), error);
  }
}

async function say(app: App, source: JobSource, { name, state, reason }: ServedModel): Promise<void> {
  if (state === 'failed') {
    void showError(t('{0} could not be deployed: {1}', name, reason ?? t('the server does not say why')));
    return;
  }
  if (state === 'preparing') {
    void showInformation(t('{0} is still being deployed. It is among the models once it is ready.', name));
    return;
  }
  const [tryIt, copy] = [t('Try It'), t('Copy Name')];
  const chosen = await showInformation(t('{0} is deployed.', name), tryIt, copy);
  if (chosen === tryIt) await app.run('fineTuning.tryModel', { source, model: name });
  if (chosen !== copy) return;
  await env.clipboard.writeText(name);
  showCopied([name]);
}
