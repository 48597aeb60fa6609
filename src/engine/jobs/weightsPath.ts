import path from 'node:path';

/** Where in a job's folder weights lie: those of a step, or with the optimizer's state those to go on from. */
export function weightsPath(folder: string, step: number | 'resume'): string {
  return path.join(folder, step === 'resume' ? 'resume.weights' : `step-${String(step)}.weights`);
}
