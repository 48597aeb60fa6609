import { env, l10n } from 'vscode';
import type { Command } from '../command';
import { offering, targetsOf } from './targets';
import { showCopied } from './showCopied';

export const copyModelName: Command = {
  id: 'fineTuning.copyModelName',
  failure: l10n.t('Copying failed'),
  async run(app, ...args) {
    const targets = await targetsOf(app, args, {
      accepts: offering('copyModelName'),
      placeholder: l10n.t('Which job’s fine-tuned model do you want to copy?'),
      none: l10n.t('There is no fine-tuned model yet.'),
    });
    const names = targets.flatMap(({ job }) => job.fineTunedModel ?? []);
    if (names.length === 0) return;
    await env.clipboard.writeText(names.join('\n'));
    showCopied(names);
  },
};
