import { commands, type ExtensionContext, Uri } from 'vscode';
import type { App, Core } from './commands/command';
import type { Doors } from './extension';
import { CreationClaims } from './jobs/creationClaims';
import { KeptTries } from './jobs/keptTries';
import { RequestMemory } from './jobs/requestMemory';
import type { JobSource } from './jobs/source';
import { SharedFolder } from './platform/sharedFolder';
import { WandbKey } from './platform/wandbKey';
import { DataProblems } from './views/dataProblems';
import { DataReports } from './views/dataReport/dataReports';
import { FilesSection } from './views/files/filesSection';
import { ModelsSection } from './views/models/modelsSection';
import { OwnModelLists } from './views/models/ownModelLists';
import { OpenPages } from './views/openPages';
import { ReadOnlyDocuments } from './views/readOnlyDocuments';
import { RowsPages } from './views/rows/rowsPages';
import { SectionView } from './views/sections/sectionView';
import { TryPages } from './views/tryPages';

/** Builds the rest around the core, which lists jobs: what pages, commands, files and models need. */
export function openApp(context: ExtensionContext, core: Core, doors: Doors): App {
  const { clock, errors, host, marks, sources, view } = core;
  const { openData } = doors;
  const files = new SectionView(doors.files, new FilesSection(), sources, clock);
  const ownModelLists = new OwnModelLists(context.globalState, sources);
  const models = new SectionView(doors.models, new ModelsSection(ownModelLists), sources, clock);
  const documents = new ReadOnlyDocuments(sources, doors.documentChanges);
  const nodeOf = (source: JobSource, id: string) => view.tree.jobNode(source, id);
  const requests = new RequestMemory(context.globalState);
  const sharedTexts = (folder: string) =>
    new SharedFolder(Uri.joinPath(context.globalStorageUri, folder), host);
  const claims = new CreationClaims(sharedTexts('creations'), clock, (error) => {
    errors.record('Noting that a job is created failed', error);
  });
  const keptTries = new KeptTries(context.workspaceState);
  const pages = new OpenPages(context, {
    sources,
    clock,
    documents,
    host,
    errors,
    marks,
    requests,
    keptTries,
    jobNode: nodeOf,
  });
  const tryPages = new TryPages(context.extensionUri, {
    sources,
    clock,
    errors,
    keptTries,
    jobNode: nodeOf,
    refreshJob: (job) => {
      pages.refresh(job);
    },
  });
  const rowsPages = new RowsPages(context.extensionUri, { host, clock, errors });
  const dataProblems = new DataProblems(
    (file) => host.openForUpload(file),
    openData,
    (attempt, error) => {
      errors.record(attempt, error);
    },
  );
  const dataReports = new DataReports(context.extensionUri, {
    host,
    dataProblems,
    errors,
    sources,
    openData,
  });
  context.subscriptions.push(
    files,
    ownModelLists,
    models,
    dataProblems,
    dataReports,
    pages.onDidActivate((keys) => {
      view.rows.selectShown(keys);
    }),
    pages,
    rowsPages,
    tryPages,
  );
  return {
    ...core,
    claims,
    dataProblems,
    dataReports,
    documents,
    extensionUri: context.extensionUri,
    files,
    models,
    openData,
    pages,
    requests,
    rowsPages,
    sharedTexts,
    tryPages,
    wandbKey: new WandbKey(context.secrets, host.environment),
    run: async (command, ...args) => {
      await commands.executeCommand(command, ...args);
    },
  };
}
