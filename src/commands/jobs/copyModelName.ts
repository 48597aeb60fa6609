import { t } from '@vscode/l10n';
import { env } from 'vscode';
import type { Command } from '../command';
import { showCopied } from './showCopied';
import { offering, targetsOf } from './targets';

export const copyModelName: Command = {
  id: 'fineTuning.copyModelName',
  failure: t('Copying failed'),
  async run(app, ...args) {
    const targets = await targetsOf(app, args, {
      accepts: offering('copyModelName'),
      placeholder: t('Which job’s fine-tuned model do you want to copy?'),
      none: t('There is no fine-tuned model yet.'),
    });
    const names = targets.flatMap(({ job }) => job.fineTunedModel ?? []);
    if (names.length === 0) return;
    await env.clipboard.writeText(names.join('\n'));
    showCopied(names);
  },
};
