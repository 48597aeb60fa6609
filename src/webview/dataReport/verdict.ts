import { t } from '@vscode/l10n';
import type { ConnectionLimits } from '../../shared/dataReportProtocol';
import type { DataSurvey } from '../../shared/dataSurvey';
import type { Format } from '../../shared/format';

export type Level = 'error' | 'warning' | 'good';

export interface Verdict {
  readonly level: Level;
  readonly text: string;
}

/**
 * Whether a file can be trained on, in one or two sentences.
 *
 * @param limits that it does not keep: what a connection refuses for certain is said here too
 */
export function verdictOf(survey: DataSurvey, limits: readonly ConnectionLimits[], format: Format): Verdict {
  const verdict = formVerdict(survey, format);
  const refusing = limits
    .filter(({ findings }) => findings.some(({ severity }) => severity === 'error'))
    .map(({ connection }) => connection);
  if (verdict.level === 'error' || refusing.length === 0) return verdict;
  const refused = t('It does not keep the limits of {0}: see below.', format.list(refusing));
  return { level: 'warning', text: `${verdict.text} ${refused}` };
}

/** Whether its rows are of the right form. */
function formVerdict(survey: DataSurvey, format: Format): Verdict {
  const { examples, brokenLines, warnings, isStopped, method } = survey;
  const count = format.count(examples);
  if (isStopped)
    return {
      level: 'error',
      text: t('This is no training data: reading ended after {0} broken lines.', format.count(brokenLines)),
    };
  if (brokenLines > 0)
    return {
      level: 'error',
      text:
        brokenLines === 1
          ? t('1 line is broken: a provider will probably refuse the file.')
          : t('{0} lines are broken: a provider will probably refuse the file.', format.count(brokenLines)),
    };
  if (examples === 0) return { level: 'error', text: t('There are no examples in this file.') };
  if (warnings > 0)
    return {
      level: 'warning',
      text:
        warnings === 1
          ? t('{0} examples for {1} training, and 1 warning.', count, method)
          : t('{0} examples for {1} training, and {2} warnings.', count, method, format.count(warnings)),
    };
  return {
    level: 'good',
    text:
      examples === 1
        ? t('1 example for {0} training, of the right form.', method)
        : t('{0} examples for {1} training, all of the right form.', count, method),
  };
}
