import { t } from '@vscode/l10n';
import type { Connection } from '../../api/connection';
import { providers } from '../../api/dialects/providers';
import type { FileProblem } from '../../jobFiles/checkNode';
import type { JobFile } from '../../jobFiles/jobFile';
import { combinationsOf } from '../../jobFiles/sweep';
import type { JobSource } from '../../jobs/source';
import { withProgress } from '../../platform/cancellation';
import { askModal } from '../../platform/show';
import { choose } from '../../platform/steps';
import type { App, Command } from '../command';
import { engineOf, showEngine } from '../connections/ownEngine';
import { createFrom } from '../createJob/createJob';
import { toDataFile } from '../trainingFiles/dataFile';
import { checkJobFile } from './checkJobFile';
import { connectionsFor, problemWithConnection } from './connectionOf';
import { draftOfFile } from './draftOfFile';
import { placeOf } from './filePlace';
import { chooseJobFile, readOpenJobFile, refuse } from './openJobFile';
import { runSweep } from './runSweep';

/**
 * Runs a job file: the job is shown as the form shows it, and created with one Enter more. Of a file with lists, the
 * number of jobs and their price are shown first.
 */
export const runJobFile: Command = {
  id: 'fineTuning.runJobFile',
  failure: t('Running the job file failed'),
  async run(app, clicked) {
    const { failure } = runJobFile;
    const uri = await chooseJobFile(clicked, t('Which job file do you want to run?'));
    if (uri === undefined) return;
    const read = await readOpenJobFile(uri);
    const title = t('Run {0}', toDataFile(uri).name);
    const connection = await connectionToRunAt(app, read.file, title);
    if (connection === undefined) return;
    const source = await sourceAt(app, connection);
    if (source === undefined) return;
    const provider = { options: source.creation.options, title: source.kind, connection };
    const problems = await checkJobFile(uri, read, app.sources, provider);
    const errors = problems.filter(({ isWarning }) => isWarning !== true);
    if (errors.length > 0) await refuse(uri, errors);
    if (problems.length > 0 && !(await isMeant(problems))) return;
    const drafts = combinationsOf(read.file).map(({ job, chosen }) => ({
      draft: draftOfFile(job, provider.options, placeOf(uri)),
      chosen,
    }));
    const [first, ...others] = drafts;
    if (first === undefined) return;
    if (others.length === 0) await createFrom(app, source, first.draft, { title, failure });
    else await runSweep(app, source, drafts, title);
  },
};

/** Whether to run a file although something in it is likely not meant. */
async function isMeant(warnings: readonly FileProblem[]): Promise<boolean> {
  const run = t('Run All the Same');
  const chosen = await askModal({
    question: t('Run the job file as it is?'),
    detail: warnings.map(({ message }) => message).join('\n'),
    buttons: [run],
    wayOut: t('Do Not Run'),
  });
  return chosen === run;
}

/** The one that the file names, or the only one that it may mean; else the person chooses. */
async function connectionToRunAt(app: App, file: JobFile, title: string): Promise<Connection | undefined> {
  const problem = problemWithConnection(file, app.sources);
  if (problem !== null) throw new Error(problem);
  const connections = connectionsFor(file, app.sources);
  const [only, ...others] = connections;
  if (only === undefined) {
    await app.run('fineTuning.addConnection');
    return undefined;
  }
  if (others.length === 0) return only;
  const answer = await choose({
    title,
    canGoBack: false,
    placeholder: t('At which connection?'),
    choices: connections.map((each) => ({
      ...{ label: each.name, description: providers[each.dialect].title, value: each },
    })),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** Its jobs, on screen; the window's own engine is started. Undefined: the person cancelled, or it cannot run here. */
export async function sourceAt(
  app: App,
  { name, dialect, baseUrl }: Connection,
): Promise<JobSource | undefined> {
  if (dialect === 'local' && baseUrl === undefined) {
    const engine = engineOf(app);
    if (engine === null) return undefined;
    const isRunning = await withProgress(t('Starting the local engine'), async (signal) => {
      await showEngine(app, engine, signal);
      return true;
    });
    if (isRunning === undefined) return undefined;
  } else await app.sources.showAlso(name);
  const source = app.sources.shown.find((each) => each.name === name);
  if (source !== undefined && source.capabilities.create !== true)
    throw new Error(source.capabilities.create);
  return source;
}
