import { t } from '@vscode/l10n';
import type { OpenWeights, WeightsChoice } from '../../api/weightsApi';
import { jobKey } from '../../jobs/jobKey';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { downloadInto, saveTo } from '../../platform/download';
import { editorFormat } from '../../platform/editorFormat';
import { pickOne } from '../../platform/picks';
import { askWhereToSave } from '../../platform/saveDialog';
import { showInformation } from '../../platform/show';
import { measuresText } from '../../views/models/checkpointRow';
import type { App, Command } from '../command';
import { type JobTarget, offering, targetOf } from './targets';

/** Saves what a job has trained: one file, which the server may have to make first, or several in a folder. */
export const downloadWeights: Command = {
  id: 'fineTuning.downloadWeights',
  failure: t('Downloading the weights failed'),
  async run(app, ...args) {
    const target = await targetOf(app, args, {
      accepts: offering('downloadWeights'),
      placeholder: t('Whose weights do you want to download?'),
      none: t('There is no job whose weights can be downloaded.'),
    });
    const choice = target === undefined ? undefined : await chooseWeights(target);
    if (target === undefined || choice === undefined) return;
    if (choice.files === undefined) await download(app, target, choice);
    else await downloadInto(choice.name, target.source, choice.files, app.host);
  },
};

async function chooseWeights({ source, job }: JobTarget): Promise<WeightsChoice | undefined> {
  const name = jobName(job, editorFormat);
  const choices = await withProgress(t('Looking for the weights of {0}', name), (signal) =>
    source.weights.choices(job.id, signal),
  );
  if (choices === undefined) return undefined;
  if (choices.length === 0) {
    void showInformation(t('{0} has left no weights.', name));
    return undefined;
  }
  const items = choices.map((choice) => ({
    label: choice.label,
    description: measuresText({ metrics: choice.metrics ?? {} }, editorFormat).join(' · '),
    ...(choice.detail === undefined ? {} : { detail: choice.detail }),
    choice,
  }));
  return (await pickOne(items, { placeHolder: t('Which weights of {0} do you want?', name) }))?.choice;
}

async function download(app: App, { source, job }: JobTarget, choice: WeightsChoice): Promise<void> {
  const name = jobName(job, editorFormat);
  const connection = new AbortController();
  const end = () => {
    connection.abort();
  };
  try {
    const weights = await withProgress(t('Preparing the weights of {0}', name), async (signal, report) => {
      signal.addEventListener('abort', end, { once: true });
      const say = (message: string) => {
        report.say(message);
      };
      return source.weights.open(job.id, choice, say, connection.signal);
    });
    if (weights !== undefined) await save(app, weights, name, end);
  } finally {
    end();
    if (choice.make !== undefined) app.pages.refresh(jobKey(source, job.id)); // it may have a model now
  }
}

async function save({ host }: App, weights: OpenWeights, job: string, end: () => void): Promise<void> {
  const to = await askWhereToSave(weights.name, { title: t('Save the weights of {0}', job) });
  if (to === undefined) return;
  const open = (signal: AbortSignal) => {
    signal.addEventListener('abort', end, { once: true });
    return weights.chunks;
  };
  await saveTo(to, open, host, weights.size);
}
