import type { Uri } from 'vscode';
import { checkDataset, type ReadOptions } from '../datasets/check';
import type { DatasetReport } from '../datasets/report';
import type { FileSurvey } from '../datasets/survey/survey';
import { surveyChunks, type SurveyOptions } from '../datasets/survey/surveyChunks';
import { messages } from '../platform/language';
import { openForUpload } from './nodeFiles';
import { surveyFile } from './surveyFile';

/** Surveys a file on disk in threads, and one of a virtual workspace, which is in memory, in slices. */
export async function survey(file: Uri, script: string, options: SurveyOptions): Promise<FileSurvey> {
  if (file.scheme === 'file') return surveyFile(file.fsPath, script, messages, options);
  const source = await openForUpload(file);
  return surveyChunks(source.read(), options);
}

/** Only what is wrong with its rows, in the same way. */
export async function check(file: Uri, script: string, options: ReadOptions): Promise<DatasetReport> {
  if (file.scheme !== 'file') return checkDataset((await openForUpload(file)).read(), options);
  const { report } = await surveyFile(file.fsPath, script, messages, { ...options, checksOnly: true });
  return report;
}
