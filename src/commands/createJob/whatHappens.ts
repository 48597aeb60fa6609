import { t } from '@vscode/l10n';
import type { CreationOptions } from '../../jobs/source';
import type { Format } from '../../shared/format';
import { type JobDraft, settingOf, validationFileOf } from './draft';

/** What the creation of the job begins with, in a line. */
export function whatHappens(draft: JobDraft, options: CreationOptions, format: Format): string {
  const names = [draft.trainingFile, validationFileOf(draft, options)].flatMap((file) =>
    file?.kind === 'local' ? [file.name] : [],
  );
  const files = format.list(names);
  if (options.capabilities.priceEstimate === true)
    return files === '' ? t('Asks about the price') : t('Uploads {0} first. Asks about the price', files);
  if (waits(draft, options))
    return files === ''
      ? t('Once it is sent, it waits for Start Job')
      : t('Uploads {0} first. Once it is sent, the job waits for Start Job', files);
  return files === '' ? t('Starts as soon as it is sent') : t('Uploads {0} first', files);
}

/** Whether what was chosen lets the job wait for a person. */
function waits(draft: JobDraft, { settings = [] }: CreationOptions): boolean {
  return settings.some((setting) => {
    const value = settingOf(draft, setting);
    return setting.choices?.find((each) => each.value === value)?.waitsForStart === true;
  });
}
