import type { App, Command } from './command';
import { addConnection } from './connections/addConnection';
import { checkConnection } from './connections/checkConnection';
import { startEngine, stopEngine } from './connections/engineCommands';
import { openSettings } from './connections/openSettings';
import { removeConnection } from './connections/removeConnection';
import { setApiKey } from './connections/setApiKey';
import { switchConnection } from './connections/switchConnection';
import { cloneJob } from './createForm/cloneJob';
import { createJobFromFile, openCreateForm } from './createForm/openCreateForm';
import { createJob } from './createJob/createJob';
import { createSampleJob } from './createJob/createSampleJob';
import { fixAndClone } from './createJob/fixAndClone';
import { copyFileId } from './files/copyFileId';
import { deleteFile } from './files/deleteFile';
import { downloadFile } from './files/downloadFile';
import { loadMoreFiles } from './files/loadMoreFiles';
import { openFile } from './files/openFile';
import { previewFile } from './files/previewFile';
import { refreshFiles } from './files/refreshFiles';
import { showFileJobs } from './files/showFileJobs';
import { compareJobFile } from './jobFiles/compareJobFile';
import { runElsewhere } from './jobFiles/runElsewhere';
import { runJobFile } from './jobFiles/runJobFile';
import { saveJobFile } from './jobFiles/saveJobFile';
import { cancelJob } from './jobs/cancelJob';
import { compareJobs } from './jobs/compareJobs';
import { copyJobId } from './jobs/copyJobId';
import { copyModelName } from './jobs/copyModelName';
import { deleteJob } from './jobs/deleteJob';
import { deployCheckpoint } from './jobs/deployCheckpoint';
import { downloadWeights } from './jobs/downloadWeights';
import { hideJob, starJob, unhideJob, unstarJob } from './jobs/markJobs';
import { editNote, renameJob } from './jobs/nameJob';
import { openJob } from './jobs/openJob';
import { openResultFile } from './jobs/openResultFile';
import { pauseJob } from './jobs/pauseJob';
import { resumeJob } from './jobs/resumeJob';
import { saveResultFile } from './jobs/saveResultFile';
import { showJobJson } from './jobs/showJobJson';
import { startJob } from './jobs/startJob';
import { copyModel } from './models/copyModel';
import { deleteModel } from './models/deleteModel';
import { insertSnippet } from './models/insertSnippet';
import { loadMoreModels } from './models/loadMoreModels';
import { refreshModels } from './models/refreshModels';
import { showModelJob } from './models/showModelJob';
import { tryModel } from './models/tryModel';
import { chooseDataMethod } from './trainingFiles/chooseDataMethod';
import { compareTrainingFiles } from './trainingFiles/compareTrainingFiles';
import { convertTrainingFile } from './trainingFiles/convertTrainingFile';
import { previewTrainingFile } from './trainingFiles/previewTrainingFile';
import { removeBrokenRows } from './trainingFiles/removeBrokenRows';
import { removeRepeatedRows } from './trainingFiles/removeRepeatedRows';
import { splitTrainingFile } from './trainingFiles/splitTrainingFile';
import { uploadFile } from './trainingFiles/uploadFile';
import { validateTrainingFile } from './trainingFiles/validateTrainingFile';
import { clearFilter, filterJobs, showHiddenJobs } from './view/filterJobs';
import { groupJobs, sortJobs } from './view/groupJobs';
import { loadMoreJobs } from './view/loadMoreJobs';
import { refreshJobs } from './view/refreshJobs';
import { showLog } from './view/showLog';

/**
 * Every command there is.
 * @internal exported for the test that compares it with the manifest
 */
export const commandTable: readonly Command[] = [
  addConnection,
  cancelJob,
  checkConnection,
  chooseDataMethod,
  clearFilter,
  cloneJob,
  fixAndClone,
  compareJobFile,
  compareJobs,
  convertTrainingFile,
  compareTrainingFiles,
  copyFileId,
  copyJobId,
  copyModel,
  copyModelName,
  createJob,
  createJobFromFile,
  createSampleJob,
  deleteFile,
  deleteJob,
  deleteModel,
  deployCheckpoint,
  downloadFile,
  downloadWeights,
  editNote,
  filterJobs,
  groupJobs,
  hideJob,
  insertSnippet,
  loadMoreFiles,
  loadMoreJobs,
  loadMoreModels,
  openCreateForm,
  openFile,
  openJob,
  openResultFile,
  openSettings,
  pauseJob,
  previewFile,
  previewTrainingFile,
  refreshFiles,
  refreshJobs,
  refreshModels,
  removeBrokenRows,
  removeConnection,
  removeRepeatedRows,
  renameJob,
  resumeJob,
  runElsewhere,
  runJobFile,
  saveJobFile,
  saveResultFile,
  setApiKey,
  showFileJobs,
  showHiddenJobs,
  showJobJson,
  showLog,
  showModelJob,
  sortJobs,
  splitTrainingFile,
  starJob,
  startEngine,
  startJob,
  stopEngine,
  switchConnection,
  tryModel,
  unhideJob,
  unstarJob,
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
