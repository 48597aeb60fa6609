import { type DataFileUse, limitsOf } from '../../api/dialects/dataLimits';
import type { MethodType } from '../../api/dialects/dialect';
import { limitFindings, type MeasuredFile } from '../../datasets/limitFindings';
import type { CreationOptions } from '../../jobs/source';
import { editorFormat } from '../../platform/editorFormat';
import type { FileSummary } from './fileCheck';
import { withFindings } from './findingTexts';

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
  return {
    ...found,
    text: withFindings(found.text, findings),
    isProblem: found.isProblem || findings.length > 0,
  };
}
