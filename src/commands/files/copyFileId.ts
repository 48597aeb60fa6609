import { t } from '@vscode/l10n';
import { env } from 'vscode';
import type { Command } from '../command';
import { showCopied } from '../jobs/showCopied';
import { fileTargets } from './fileTargets';

export const copyFileId: Command = {
  id: 'fineTuning.copyFileId',
  failure: t('Copying failed'),
  async run(app, ...args) {
    const targets = await fileTargets(app, args, {
      offered: 'file',
      placeholder: t('Which file’s id do you want to copy?'),
    });
    if (targets.length === 0) return;
    const ids = targets.map(({ file }) => file.id);
    await env.clipboard.writeText(ids.join('\n'));
    showCopied(ids);
  },
};
