import type { LogOutputChannel, Uri } from 'vscode';
import type { Clock } from '../api/clock';
import type { CreationClaims } from '../jobs/creationClaims';
import type { EndingMemory } from '../jobs/endingMemory';
import type { JobMarks } from '../jobs/jobMarks';
import type { RequestMemory } from '../jobs/requestMemory';
import type { SharedTexts } from '../jobs/sharedTexts';
import type { Sources } from '../jobs/sources';
import type { ApiKeys } from '../platform/apiKeys';
import type { Connector } from '../platform/connector';
import type { ErrorReporter } from '../platform/errorReporter';
import type { Host } from '../platform/host';
import type { WandbKey } from '../platform/wandbKey';
import type { DataProblems } from '../views/dataProblems';
import type { DataReports } from '../views/dataReport/dataReports';
import type { FilesSection } from '../views/files/filesSection';
import type { JobsView } from '../views/jobsView';
import type { JobsViewState } from '../views/jobsViewState';
import type { ModelsSection } from '../views/models/modelsSection';
import type { OpenData } from '../views/openData';
import type { OpenPages } from '../views/openPages';
import type { ReadOnlyDocuments } from '../views/readOnlyDocuments';
import type { RowsPages } from '../views/rows/rowsPages';
import type { SectionView } from '../views/sections/sectionView';
import type { TryPages } from '../views/tryPages';

/** What the first list of jobs takes. */
export interface Core {
  readonly sources: Sources;
  readonly clock: Clock;
  readonly connector: Connector;
  readonly endings: EndingMemory;
  readonly errors: ErrorReporter;
  readonly host: Host;
  readonly keys: ApiKeys;
  readonly log: LogOutputChannel;
  readonly marks: JobMarks;
  readonly view: JobsView;
  readonly viewState: JobsViewState;
  /** Looks at jobs that were active when the window was last closed. */
  catchUp(): void;
}

/** What commands work with: all there is. */
export interface App extends Core {
  readonly claims: CreationClaims;
  readonly dataProblems: DataProblems;
  readonly dataReports: DataReports;
  readonly documents: ReadOnlyDocuments;
  /** The folder of what comes with the extension. */
  readonly extensionUri: Uri;
  readonly files: SectionView<FilesSection>;
  readonly models: SectionView<ModelsSection>;
  readonly openData: OpenData;
  readonly pages: OpenPages;
  readonly requests: RequestMemory;
  readonly rowsPages: RowsPages;
  /** Of a folder that is kept for this person. */
  readonly sharedTexts: (folder: string) => SharedTexts;
  readonly tryPages: TryPages;
  readonly wandbKey: WandbKey;
  /** Runs another command, by id. */
  run(command: string, ...args: readonly unknown[]): Promise<void>;
}

/** A command: a file of a folder here, and a line of `table.ts`. */
export interface Command {
  /** `fineTuning.verbNoun`, as the manifest contributes it. */
  readonly id: string;
  /** What is said to have failed when it throws: `Cancelling failed`. */
  readonly failure: string;
  /** From a tree: the node clicked and the selection. From elsewhere: whatever the caller gave, often nothing. */
  run(app: App, ...args: readonly unknown[]): Promise<void>;
}
