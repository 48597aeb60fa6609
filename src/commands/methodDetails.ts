import { t } from '@vscode/l10n';
import type { MethodType } from '../api/dialects/dialect';

/** What a model learns by each method, where one is chosen. */
export const methodDetails: Readonly<Record<MethodType, string>> = {
  supervised: t('Learns to answer like the examples'),
  dpo: t('Learns to prefer one answer over another'),
  reinforcement: t('Learns from a grader’s score'),
};

export const methodTypes = Object.keys(methodDetails) as readonly MethodType[]; // its keys, no others
