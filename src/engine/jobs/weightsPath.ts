import path from 'node:path';

/** The path of weights in a job's folder: those of a step, or those to resume from, with the optimizer's state. */
export function weightsPath(folder: string, step: number | 'resume'): string {
  return path.join(folder, step === 'resume' ? 'resume.weights' : `step-${String(step)}.weights`);
}
