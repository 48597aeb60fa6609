import type { MethodType } from '../api/dialects/dialect';
import { minTrainingExamples } from './limits';

/** What is wrong with a line. `line` counts from 1, blank lines included, as an editor does. */
export interface LineProblem {
  readonly line: number;
  readonly reason: string;
}

/** A data file as read. */
export interface DatasetReport {
  readonly method: MethodType;
  /** Lines that are good examples. */
  readonly examples: number;
  /** The first `maxListedProblems` of them; `problemCount` counts all. */
  readonly problems: readonly LineProblem[];
  readonly problemCount: number;
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
  if (report.problemCount > 0) return brokenLines(report, maxNamed);
  if (report.examples >= minExamples) return null;
  return `${plural(report.examples, 'example')}, but at least ${String(minExamples)} ${minExamples === 1 ? 'is' : 'are'} needed`;
}

function brokenLines({ problems, problemCount, isStopped }: DatasetReport, maxNamed: number): string {
  const named = problems.slice(0, maxNamed);
  const lines = named.map(({ line, reason }) => `line ${String(line)}: ${reason}`).join('; ');
  const rest = problemCount - named.length;
  const more = rest > 0 ? `; and ${rest.toLocaleString('en')} more` : '';
  const count = `${isStopped ? 'at least ' : ''}${plural(problemCount, 'broken line')}`;
  return `${count}. ${lines.replace(/^l/, 'L')}${more}`;
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
