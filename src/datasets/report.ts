import { t } from '@vscode/l10n';
import { countText } from '../api/countText';
import type { MethodType } from '../api/dialects/dialect';
import type { LocatedProblem } from './checkLine';
import type { FormatId } from './formats/format';
import { minTrainingExamples } from './limits';

/** What is wrong with a line. `line` counts from 1, blank lines included, as an editor does. */
export interface LineProblem extends LocatedProblem {
  readonly line: number;
}

/** A data file as read. */
export interface DatasetReport {
  readonly method: MethodType;
  /** Null: no line says it. */
  readonly format: FormatId | null;
  /** Lines that are good examples. */
  readonly examples: number;
  /** The first `maxListedProblems` of them. */
  readonly problems: readonly LineProblem[];
  /** Lines that are no examples. */
  readonly brokenLines: number;
  /** What providers take, and is likely not what was meant. */
  readonly warnings: number;
  /** Whether reading stopped after `maxBrokenLines` broken lines, before the end of the file. */
  readonly isStopped: boolean;
}

export interface ProblemTextOptions {
  readonly minExamples?: number;
  /** How many broken lines are named. */
  readonly maxNamed?: number;
}

/**
 * Why a file cannot be used, without a full stop, so that it continues a sentence such as “The training file has …”:
 * “2 broken lines. Line 3: messages is missing; and 1 more”. Null where nothing is wrong.
 */
export function datasetProblem(
  report: DatasetReport,
  { minExamples = minTrainingExamples, maxNamed = 1 }: ProblemTextOptions = {},
): string | null {
  if (report.brokenLines > 0) return brokenText(report, maxNamed);
  return report.examples >= minExamples ? null : tooFew(report.examples, minExamples);
}

/** That a file has too few examples, without a full stop. */
export function tooFew(examples: number, minExamples: number): string {
  if (minExamples === 1) return t('0 examples, but at least 1 is needed');
  return examples === 1
    ? t('1 example, but at least {0} are needed', minExamples)
    : t('{0} examples, but at least {1} are needed', countText(examples), minExamples);
}

function brokenText({ problems, brokenLines, isStopped }: DatasetReport, maxNamed: number): string {
  const firsts = problems.filter(
    ({ line, severity }, at) =>
      severity === 'error' &&
      problems.findIndex((each) => each.line === line && each.severity === 'error') === at,
  );
  const named = firsts.slice(0, maxNamed);
  const lines = named
    .map(({ line, reason }, at) =>
      at === 0 ? t('Line {0}: {1}', line, reason) : t('line {0}: {1}', line, reason),
    )
    .join('; ');
  const rest = brokenLines - named.length;
  return t({
    message: '{0}. {1}',
    args: [
      countOf(brokenLines, isStopped),
      rest > 0 ? t('{0}; and {1} more', lines, countText(rest)) : lines,
    ],
    comment: '“2 broken lines” and which: “Line 3: messages is missing; and 1 more”',
  });
}

function countOf(brokenLines: number, isStopped: boolean): string {
  if (isStopped) return t('at least {0} broken lines', countText(brokenLines));
  return brokenLines === 1 ? t('1 broken line') : t('{0} broken lines', countText(brokenLines));
}
