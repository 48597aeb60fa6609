import { t } from '@vscode/l10n';
import type { FileFacts } from '../../shared/fileFacts';

/** What a fact about files of a role is called. */
export function filesLabel(role: FileFacts['role'], count: number): string {
  const isOne = count === 1;
  switch (role) {
    case 'training':
      return isOne ? t('Training file') : t('Training files');
    case 'validation':
      return isOne ? t('Validation file') : t('Validation files');
    case 'result':
      return isOne ? t('Result file') : t('Result files');
  }
}

/** Files of a job with their names: null where neither the job nor the Files API has one that tells more than the id. */
export function namedFiles(
  files: readonly { readonly id: string; readonly filename: string | null }[],
  facts: readonly FileFacts[],
): { readonly id: string; readonly name: string | null }[] {
  const names = new Map(facts.map(({ id, filename }) => [id, filename]));
  return files.map(({ id, filename }) => {
    const name = filename ?? names.get(id) ?? null;
    return { id, name: name === id ? null : name };
  });
}
