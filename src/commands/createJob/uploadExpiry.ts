import { t } from '@vscode/l10n';
import type { CreationOptions } from '../../jobs/source';
import type { JobDraft } from './draft';

const day = 86_400;

/** After how long what is uploaded can be deleted, in seconds, as far as the provider takes it. Empty: it keeps all. */
export function expiryChoices({
  uploads: { expiry },
}: CreationOptions): readonly (readonly [number, string])[] {
  if (expiry === undefined) return [];
  const all = [
    [day, t('1 day')],
    [7 * day, t('7 days')],
    [30 * day, t('30 days')],
  ] as const;
  const taken = all.filter(([seconds]) => seconds >= expiry.least && seconds <= expiry.most);
  return [[0, t({ message: 'Never', comment: 'The uploaded file is kept' })], ...taken];
}

/** Seconds after which the files of a draft are deleted there; undefined: they are kept, as where none expire. */
export function expiresAfterOf({ uploadExpiry = 0 }: JobDraft, options: CreationOptions): number | undefined {
  const isTaken = expiryChoices(options).some(([seconds]) => seconds === uploadExpiry);
  return isTaken && uploadExpiry > 0 ? uploadExpiry : undefined;
}
