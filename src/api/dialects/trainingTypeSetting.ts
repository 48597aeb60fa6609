import { t } from '@vscode/l10n';
import type { JobSetting } from './dialect';

/** How a job can be trained, as a provider spells it. */
interface TrainingTypes {
  readonly lora: string;
  readonly full: string;
  /** On text without questions and answers; left out where the provider has no such jobs. */
  readonly text?: string;
}

/** Whether a small adapter or the whole model is trained. */
export function trainingTypeSetting(name: string, { lora, full, text }: TrainingTypes): JobSetting {
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
      ...(text === undefined
        ? []
        : [{ value: text, label: t('Continued pretraining'), detail: t('On plain text') }]),
    ],
  };
}
