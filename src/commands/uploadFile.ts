import { Uri, env, l10n, window } from 'vscode';
import { withProgress } from '../platform/cancellation';
import type { Command } from './command';
import { toDataFile } from './createJob/dataFiles';
import { ensureUploaded } from './createJob/upload';

/** Uploads a JSONL file for later jobs: the one that was clicked, or one that the person chooses. */
export const uploadFile: Command = {
  id: 'fineTuning.uploadFile',
  failure: 'Uploading failed',
  async run(app, clicked) {
    const [account] = app.accounts.shown;
    if (account === undefined) {
      void window.showInformationMessage(l10n.t('Connect to a provider first, or start the local engine.'));
      return;
    }
    const [file] =
      clicked instanceof Uri
        ? [clicked]
        : ((await window.showOpenDialog({ filters: { JSONL: ['jsonl', 'ndjson'] } })) ?? []);
    if (file === undefined) return;
    const data = toDataFile(file);
    const id = await withProgress(
      l10n.t('Uploading to {0}', account.connection.name),
      async (signal, report) => ensureUploaded(app, await account.connect(), data, signal, report),
    );
    if (id === undefined) return;
    const copy = l10n.t('Copy id');
    const create = l10n.t('Create job…');
    const chosen = await window.showInformationMessage(
      l10n.t('Uploaded {0} as {1}.', data.name, id),
      create,
      copy,
    );
    if (chosen === copy) await env.clipboard.writeText(id);
    if (chosen === create) await app.run('fineTuning.createJob', id);
  },
};
