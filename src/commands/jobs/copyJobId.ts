import { env, l10n } from 'vscode';
import type { Command } from '../command';
import { anyJob, targetsOf } from './targets';
import { showCopied } from './showCopied';

export const copyJobId: Command = {
  id: 'fineTuning.copyJobId',
  failure: l10n.t('Copying failed'),
  async run(app, ...args) {
    const targets = await targetsOf(app, args, anyJob(l10n.t('Which job’s id do you want to copy?')));
    if (targets.length === 0) return;
    const ids = targets.map(({ job }) => job.id);
    await env.clipboard.writeText(ids.join('\n'));
    showCopied(ids);
  },
};
