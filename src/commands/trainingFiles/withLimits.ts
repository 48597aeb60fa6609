import { t } from '@vscode/l10n';
import { type DataFileUse, limitsOf } from '../../api/dialects/dataLimits';
import type { MethodType } from '../../api/dialects/dialect';
import { limitFindings, type MeasuredFile } from '../../datasets/limitFindings';
import type { CreationOptions } from '../../jobs/source';
import { editorFormat } from '../../platform/editorFormat';
import type { LimitFinding } from '../../shared/dataSurvey';
import type { FileSummary } from './fileCheck';

/** For what a file is chosen. */
export interface FilePurpose {
  readonly use: DataFileUse;
  readonly model: string;
  readonly method: MethodType;
  readonly options: Pick<CreationOptions, 'dataLimits' | 'uploads'>;
}

/**
 * What was found in a file, and which limits of the provider it does not keep.
 *
 * @param rowsByTokens how many rows have so many tokens; null: they are not counted
 */
export function withLimits(
  found: FileSummary | null,
  { use, model, method, options }: FilePurpose,
  rowsByTokens: MeasuredFile['rowsByTokens'],
): FileSummary | null {
  if (found?.measured === undefined) return found;
  const file = { ...found.measured, use, method, rowsByTokens, model: model === '' ? null : model };
  const findings = limitFindings(file, limitsOf(options), editorFormat);
  const texts = [found.text, ...findings.map(sourced)];
  return { ...found, text: texts.join(' · '), isProblem: found.isProblem || findings.length > 0 };
}

function sourced({ text, page, seen }: LimitFinding): string {
  if (page === null || seen === null) return text;
  return t({
    message: '{0} ({1}, as of {2})',
    args: [text, new URL(page).host, seen],
    comment: 'A limit of a provider, the page that says so, and the day on which it was read there',
  });
}
