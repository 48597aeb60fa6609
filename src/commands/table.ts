import { addConnection } from './addConnection';
import { cancelJob } from './cancelJob';
import { checkConnection } from './checkConnection';
import type { App, Command } from './command';
import { compareJobs } from './compareJobs';
import { copyJobId } from './copyJobId';
import { copyModelName } from './copyModelName';
import { cloneJob, createJob } from './createJob/createJob';
import { deleteJob } from './deleteJob';
import { startEngine, stopEngine } from './engine';
import { clearFilter, filterJobs } from './filterJobs';
import { groupJobs, sortJobs } from './groupJobs';
import { loadMoreJobs } from './loadMoreJobs';
import { openJob } from './openJob';
import { openResultFile } from './openResultFile';
import { pauseJob } from './pauseJob';
import { refreshJobs } from './refreshJobs';
import { removeConnection } from './removeConnection';
import { resumeJob } from './resumeJob';
import { saveResultFile } from './saveResultFile';
import { setApiKey } from './setApiKey';
import { showJobJson } from './showJobJson';
import { showLog } from './showLog';
import { startJob } from './startJob';
import { switchConnection } from './switchConnection';
import { uploadFile } from './uploadFile';
import { validateTrainingFile } from './validateTrainingFile';

/** Every command there is. */
export const commandTable: readonly Command[] = [
  addConnection,
  cancelJob,
  checkConnection,
  clearFilter,
  cloneJob,
  compareJobs,
  copyJobId,
  copyModelName,
  createJob,
  deleteJob,
  filterJobs,
  groupJobs,
  loadMoreJobs,
  openJob,
  openResultFile,
  pauseJob,
  refreshJobs,
  removeConnection,
  resumeJob,
  saveResultFile,
  setApiKey,
  showJobJson,
  showLog,
  sortJobs,
  startEngine,
  startJob,
  stopEngine,
  switchConnection,
  uploadFile,
  validateTrainingFile,
];

/** Runs a command; what it throws is shown once, here. */
export async function runCommand(app: App, id: string, args: readonly unknown[]): Promise<void> {
  const command = commandTable.find((each) => each.id === id);
  if (command === undefined) throw new RangeError(`there is no command ${id}`);
  try {
    await command.run(app, ...args);
  } catch (error) {
    app.errors.show(command.failure, error);
  }
}
