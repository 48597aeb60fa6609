import { type Disposable, type TextDocument, type Uri, workspace } from 'vscode';
import type { OpenDataFiles } from './openDataFiles';

/** What is known of the data files that are open. */
export interface OpenData {
  /** Whether the problems of this file are listed while it is open. */
  lists(file: Uri): boolean;
}

const isJsonLines = ({ uri }: TextDocument) => /\.(?:jsonl|ndjson)$/i.test(uri.path);

/** Loads the check of open data files with the first one that is opened. */
export class LazyOpenData implements OpenData, Disposable {
  private files: OpenDataFiles | null = null;
  private isWanted = false;
  private readonly opening = workspace.onDidOpenTextDocument((document) => {
    if (isJsonLines(document)) void this.load();
  });

  constructor() {
    if (workspace.textDocuments.some(isJsonLines)) void this.load();
  }

  lists(file: Uri): boolean {
    return this.files?.lists(file) === true;
  }

  dispose(): void {
    this.isWanted = true;
    this.opening.dispose();
    this.files?.dispose();
  }

  private async load(): Promise<void> {
    if (this.isWanted) return;
    this.isWanted = true;
    this.opening.dispose();
    const { OpenDataFiles } = await import('./openDataFiles');
    this.files = new OpenDataFiles();
  }
}
