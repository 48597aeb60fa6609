import type { DatasetReport } from './readDataset';

/** OpenAI's own minimum for a training file. */
export const minimumExamples = 10;

/** Which of a job's two files is meant: the names of the parameters. */
export type DatasetRole = 'training_file' | 'validation_file';

/** Why a file cannot be used, with line numbers; null if it can. */
export function datasetProblem(report: DatasetReport, role: DatasetRole): string | null {
  const name = role === 'training_file' ? 'training file' : 'validation file';
  if (report.problemCount > 0) return `The ${name} has ${listing(report)}`;
  const minimum = role === 'training_file' ? minimumExamples : 1;
  if (report.examples >= minimum) return null;
  return `The ${name} has ${plural(report.examples, 'example')}, but must have at least ${plural(minimum, 'example')}.`;
}

function listing({ problems, problemCount }: DatasetReport): string {
  const lines = problems.map(({ line, reason }) => `line ${String(line)}: ${reason}`).join('; ');
  const rest = problemCount - problems.length;
  const more = rest > 0 ? `; and ${String(rest)} more` : '';
  return `${plural(problemCount, 'broken line')}. ${lines.replace(/^l/, 'L')}${more}.`;
}

function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
