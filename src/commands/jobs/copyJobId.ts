import { t } from '@vscode/l10n';
import { env } from 'vscode';
import type { Command } from '../command';
import { showCopied } from './showCopied';
import { anyJob, targetsOf } from './targets';

export const copyJobId: Command = {
  id: 'fineTuning.copyJobId',
  failure: t('Copying failed'),
  async run(app, ...args) {
    const targets = await targetsOf(app, args, anyJob(t('Which job’s id do you want to copy?')));
    if (targets.length === 0) return;
    const ids = targets.map(({ job }) => job.id);
    await env.clipboard.writeText(ids.join('\n'));
    showCopied(ids);
  },
};
