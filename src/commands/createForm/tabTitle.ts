import { t } from '@vscode/l10n';
import type { JobDraft } from '../createJob/draft';

/** The title of a form with what tells its tab from that of another one: the suffix, else the training file. */
export function tabTitle(title: string, { suffix, trainingFile }: JobDraft): string {
  const name = suffix === '' ? (trainingFile?.name ?? '') : suffix;
  return title.includes(name) ? title : t('{0}: {1}', title, name);
}
