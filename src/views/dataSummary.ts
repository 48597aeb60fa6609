import { t } from '@vscode/l10n';
import { countText } from '../api/countText';
import type { DatasetReport } from '../datasets/report';
import { nameOf } from '../datasets/rowChecker';

/** A training file at a glance: `supervised · a chat (messages) · 1,234 examples · 2 broken lines`. */
export function dataSummary(report: DatasetReport): string {
  const { method, format, examples, brokenLines, warnings, isStopped } = report;
  const count = countText(brokenLines);
  const broken = brokenLines === 1 ? t('1 broken line') : t('{0} broken lines', count);
  return [
    method,
    ...(format === null ? [] : [nameOf(format)]),
    examples === 1 ? t('1 example') : t('{0} examples', countText(examples)),
    ...(brokenLines === 0 ? [] : [isStopped ? t('at least {0} broken lines', count) : broken]),
    ...(warnings === 0 ? [] : [warnings === 1 ? t('1 warning') : t('{0} warnings', countText(warnings))]),
  ].join(' · ');
}
