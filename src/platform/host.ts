import type { Event, Uri } from 'vscode';
import type { UploadSource } from '../api/http/multipart';
import type { ReadOptions } from '../datasets/check';
import type { DatasetReport } from '../datasets/report';
import type { FileSurvey } from '../datasets/survey/survey';
import type { SurveyOptions } from '../datasets/survey/surveyChunks';
import type { BatchCounter } from '../datasets/tokens/batch';
import type { EncodingName } from '../datasets/tokens/encodingOf';

/** Where the local engine of this window listens. */
export interface EngineAddress {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** The local engine as a process of this window. */
export interface LocalEngine {
  /** Where it listens; null while it does not run. */
  readonly address: EngineAddress | null;
  /** It is the engine of another window, which alone can stop it. */
  readonly isJoined: boolean;
  readonly onDidChange: Event<void>;
  /** Starts it, or joins the one that runs. Rejects with an EngineError that reports what it said when it could not start. */
  start(): Promise<EngineAddress>;
  /** Stops it until it is started by hand. */
  stop(): Promise<void>;
  /** Whether it was stopped on purpose, so that nothing starts it again by itself. */
  readonly isStopped: boolean;
  dispose(): void;
}

/** What only one kind of extension host can do: each entry point brings its own. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Null where no process can be started. */
  readonly engine: LocalEngine | null;
  /** What a command prints, as one word: a program and its arguments, without a shell. Null where none can be run. */
  readonly printedBy: ((command: readonly string[]) => Promise<string>) | null;
  readonly canStreamUploads: boolean;
  /** Whether all of the file is in memory once it was opened: its file system cannot read parts. */
  readsWhole(file: Uri): boolean;
  openForUpload(file: Uri): Promise<UploadSource>;
  /** What is wrong with a data file: read in threads where there are any. Rejects on abort and where it cannot be read. */
  check(file: Uri, options: ReadOptions): Promise<DatasetReport>;
  /** The same, and what is in it, which takes four times as long. */
  survey(file: Uri, options: SurveyOptions): Promise<FileSurvey>;
  /** Writes beside the target first and renames, so that a download that breaks off leaves nothing half done. */
  save(chunks: AsyncIterable<Uint8Array>, target: Uri): Promise<void>;
  /** The same for a new file: rejects with a `NameTakenError`, and writes over nothing, where there is one of the name. */
  saveNew(chunks: AsyncIterable<Uint8Array>, target: Uri): Promise<void>;
  /** @param size bytes that are going to be counted */
  openTokenCounter(encoding: EncodingName, size: number): Promise<BatchCounter>;
}
