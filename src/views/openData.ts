import { type Disposable, type TextDocument, type Uri, workspace } from 'vscode';
import type { MethodType } from '../api/dialects/dialect';
import type { OpenDataFiles } from './openDataFiles';

/** What is known of the data files that are open. */
export interface OpenData {
  /** Whether the problems of this file are listed while it is open. */
  lists(file: Uri): boolean;
  /** The method that the person chose for it; undefined: none, then the data says it. */
  chosenMethod(file: Uri): MethodType | undefined;
  /** The method whose rules it is checked by; undefined: it is not open, is not checked, or is no training data. */
  methodOf(file: Uri): MethodType | undefined;
  /** Checks it by the rules of a method until it is closed. @param method undefined: the one that the data says */
  chooseMethod(file: Uri, method: MethodType | undefined): void;
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

  chosenMethod(file: Uri): MethodType | undefined {
    return this.files?.chosenMethod(file);
  }

  methodOf(file: Uri): MethodType | undefined {
    return this.files?.methodOf(file);
  }

  chooseMethod(file: Uri, method: MethodType | undefined): void {
    this.files?.chooseMethod(file, method);
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
