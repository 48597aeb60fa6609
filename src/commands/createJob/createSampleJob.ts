import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import type { CreateJob } from '../../api/dialects/dialect';
import type { JobSource } from '../../jobs/source';
import { type ProgressReport, withProgress } from '../../platform/cancellation';
import type { App, Command } from '../command';
import { engineSource } from '../connections/ownEngine';
import { toDataFile } from '../trainingFiles/dataFile';
import { ensureUploaded } from '../trainingFiles/ensureUploaded';
import { createExactlyOnce } from './createExactlyOnce';
import { showCreated } from './showCreated';

/** Files of `samples/`, which come with the extension. */
const trainingFile = 'support-bot.jsonl';
const validationFile = 'support-bot-validation.jsonl';

/** About half a minute on one core, of which every step is a point of the curve. */
const epochs = 15;
/** Every run has the same curve. */
const seed = 7;

/** Among so many of the newest uploads the files of an earlier sample are looked for. */
const maxUploadedFiles = 100;

/** A job to learn from, with no question and no key: on the local engine, which is started where it does not run. */
export const createSampleJob: Command = {
  id: 'fineTuning.createSampleJob',
  failure: t('Creating the sample job failed'),
  async run(app) {
    const prepared = await withProgress(t('Preparing the sample job'), async (signal, report) => {
      report.say(t('starting the local engine'));
      const source = await engineSource(app, signal);
      return source && { source, request: await prepare(app, source, signal, report) };
    });
    if (prepared === undefined) return;
    const { source, request } = prepared;
    const key = JSON.stringify([source.id, source.address, request]);
    const end = await createExactlyOnce(app, source, { request, key });
    if (end.kind === 'failed') throw end.error;
    if (end.kind === 'left') return;
    await app.run('fineTuning.jobs.focus'); // a new user may not have seen the view yet
    await showCreated(app, source, end.job, request);
  },
};

async function prepare(
  app: App,
  source: JobSource,
  signal: AbortSignal,
  report: ProgressReport,
): Promise<CreateJob> {
  return {
    model: 'local-small',
    trainingFile: await uploadOnce(app, source, trainingFile, signal, report),
    validationFile: await uploadOnce(app, source, validationFile, signal, report),
    suffix: 'sample',
    seed,
    method: { type: 'supervised', hyperparameters: { n_epochs: epochs } },
  };
}

/** The file's id: an earlier sample job may have uploaded it. */
async function uploadOnce(
  app: App,
  source: JobSource,
  name: string,
  signal: AbortSignal,
  report: ProgressReport,
): Promise<string> {
  const uri = Uri.joinPath(app.extensionUri, 'samples', name);
  const { size } = await app.host.openForUpload(uri);
  const uploaded = await source.files.listUploaded(maxUploadedFiles, signal);
  const known = uploaded.find(({ filename, bytes }) => filename === name && bytes === size);
  if (known !== undefined) return known.id;
  // The next sample finds what was uploaded.
  const frame = { signal, report, onUnconfirmed: () => undefined };
  return (await ensureUploaded(app, source, toDataFile(uri), frame)).id;
}
