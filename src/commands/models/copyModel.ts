import { t } from '@vscode/l10n';
import { env } from 'vscode';
import type { Command } from '../command';
import { showCopied } from '../jobs/showCopied';
import { modelTargets } from './modelTargets';

export const copyModel: Command = {
  id: 'fineTuning.copyModel',
  failure: t('Copying failed'),
  async run(app, ...args) {
    const targets = await modelTargets(app, args, {
      offered: ['model', 'callable'],
      placeholder: t('Which model’s name do you want to copy?'),
    });
    if (targets.length === 0) return;
    const names = targets.map(({ name }) => name);
    await env.clipboard.writeText(names.join('\n'));
    showCopied(names);
  },
};
