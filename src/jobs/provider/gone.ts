import { t } from '@vscode/l10n';
import { isGone } from '../../api/http/isGone';
import type { Deleted } from '../../api/wire/file';

/**
 * Waits for a deletion: what is gone already is deleted too.
 *
 * @throws Error where the server responds that it kept it; else as the request does
 */
export async function gone(deletion: Promise<Deleted>): Promise<void> {
  try {
    if (!(await deletion).deleted) throw new Error(t('the server did not delete it'));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
