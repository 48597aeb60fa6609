import { parentPort, workerData } from 'node:worker_threads';
import { config } from '@vscode/l10n';
import type { surveyRange as SurveyRange } from './surveyRange';
import type { SurveyTask, SurveyThread } from './surveyTask';

/** A thread that surveys stretches of one file, one after another. */
const { path, wanted, messages } = workerData as SurveyThread; // what SurveyPool gives it

// Before the texts are loaded that stand in tables.
if (messages !== undefined) config({ contents: messages });
const loading: Promise<{ surveyRange: typeof SurveyRange }> = import('./surveyRange');

parentPort?.on('message', (task: SurveyTask) => {
  void loading.then(({ surveyRange }) => {
    const part = surveyRange(path, task, wanted);
    const { lines, characters, exact, similar } = part.rows;
    parentPort?.postMessage(part, [lines.buffer, characters.buffer, exact.buffer, similar.buffer]);
  });
});
