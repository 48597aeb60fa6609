import { parentPort, workerData } from 'node:worker_threads';
import { config } from '@vscode/l10n';
import type { SurveyPart } from '../datasets/survey/part';
import type { SurveyTask, SurveyThread } from './surveyTask';

/** A thread that surveys stretches of one file, one after another. */
const { path, wanted, messages } = workerData as SurveyThread; // what SurveyPool gives it

// Before the texts are loaded that stand in tables.
if (messages !== undefined) config({ contents: messages });
const surveying: Promise<(task: SurveyTask) => SurveyPart> = import('./surveyRange').then(
  ({ readingRoom, surveyRange }) => {
    const room = readingRoom();
    return (task) => surveyRange(path, task, wanted, room);
  },
);

parentPort?.on('message', (task: SurveyTask) => {
  void surveying.then((survey) => {
    const part = survey(task);
    const { lines, characters, exact, similar } = part.rows;
    parentPort?.postMessage(part, [lines.buffer, characters.buffer, exact.buffer, similar.buffer]);
  });
});
