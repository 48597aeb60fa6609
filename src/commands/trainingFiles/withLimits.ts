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
  if (found === null) return null;
  const { text, standing, measured } = found;
  const file =
    measured === undefined
      ? null
      : { ...measured, use, method, rowsByTokens, model: model === '' ? null : model };
  const findings = file === null ? [] : limitFindings(file, limitsOf(options), editorFormat);
  const texts = [withFindings(text, findings), ...(standing === undefined ? [] : [standing])];
  return { ...found, text: texts.join(' · '), isProblem: found.isProblem || findings.length > 0 };
}
