import { t } from '@vscode/l10n';
import type { JobSetting } from './dialect';

/** Whether a small adapter or the whole model is trained, in a provider's words. Unset, the provider chooses. */
export function trainingTypeSetting(name: string, lora: string, full: string): JobSetting {
  return {
    name,
    label: t('Training type'),
    hint: t('Which weights does the job train?'),
    choices: [
      { value: lora, label: 'LoRA', detail: t('A small adapter beside the weights of the model') },
      {
        value: full,
        label: t('Full'),
        detail: t('All weights of the model, which not every model allows'),
      },
    ],
  };
}
