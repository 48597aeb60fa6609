import type { Workbench } from './workbench';

/** Chooses what a new job is made of, each from its list, up to the step where all of it can be changed. */
export async function chooseForJob(
  workbench: Workbench,
  chosen: { readonly training: string; readonly validation: string; readonly model: string },
): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Fine-Tuning: Create Job Step by Step…');
  await quickInput.waitForStep('Training file');
  await quickInput.pick(chosen.training);
  await quickInput.waitForStep('Validation file');
  await quickInput.pick(chosen.validation);
  await quickInput.waitForStep('Base model');
  await quickInput.pick(chosen.model);
  await quickInput.waitForStep('Check the job');
}
