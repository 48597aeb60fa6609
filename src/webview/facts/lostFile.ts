import { t } from '@vscode/l10n';
import type { FileFacts } from '../../shared/fileFacts';
import type { ShownJob } from '../state/pageState';

/** Why a file of a job can be neither opened nor downloaded, in a sentence to show; null: it can. */
export function reasonAgainst(
  { id, isGone }: FileFacts,
  { snapshot, previews }: Pick<ShownJob, 'snapshot' | 'previews'>,
): string | null {
  const isLost = isGone === true || previews.get(id) === 'gone';
  return snapshot.lacks.files ?? (isLost ? t('The provider no longer has this file.') : null);
}
