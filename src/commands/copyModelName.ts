import { env, l10n, window } from 'vscode';
import type { Command } from './command';
import { targetsOf } from './targets';

export const copyModelName: Command = {
  id: 'fineTuning.copyModelName',
  failure: 'Copying failed',
  async run(app, ...args) {
    const targets = await targetsOf(app, args, {
      accepts: (job) => job.fineTunedModel !== null,
      placeholder: l10n.t('Which job’s fine-tuned model do you want to copy?'),
      none: l10n.t('There is no fine-tuned model yet.'),
    });
    if (targets.length === 0) return;
    await env.clipboard.writeText(targets.map(({ job }) => job.fineTunedModel).join('\n'));
    window.setStatusBarMessage(l10n.t('$(check) Copied {0}', targets[0]?.job.fineTunedModel ?? ''), 3_000);
  },
};
