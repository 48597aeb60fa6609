import { env, l10n, window } from 'vscode';
import type { Command } from './command';
import { anyJob, targetsOf } from './targets';

export const copyJobId: Command = {
  id: 'fineTuning.copyJobId',
  failure: 'Copying failed',
  async run(app, ...args) {
    const targets = await targetsOf(app, args, anyJob(l10n.t('Which job’s id do you want to copy?')));
    if (targets.length === 0) return;
    await env.clipboard.writeText(targets.map(({ job }) => job.id).join('\n'));
    window.setStatusBarMessage(l10n.t('$(check) Copied {0}', targets[0]?.job.id ?? ''), 3_000);
  },
};
