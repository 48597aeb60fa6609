import { t } from '@vscode/l10n';
import type { FileFacts } from '../../shared/fileFacts';

const looks = {
  training: { label: t({ message: 'Training', comment: 'What a file is for' }), icon: 'mortar-board' },
  validation: { label: t({ message: 'Validation', comment: 'What a file is for' }), icon: 'beaker' },
  result: { label: t({ message: 'Result', comment: 'What a file is for' }), icon: 'table' },
} as const;

/** What a file is to a job, in words and as a codicon. */
export function lookOfRole(role: FileFacts['role']): { readonly label: string; readonly icon: string } {
  return looks[role];
}
