import { type Diagnostic, languages, Range, type TextDocument, workspace } from 'vscode';
import type { FileProblem } from '../../jobFiles/checkNode';
import { readJobFile } from '../../jobFiles/readJobFile';
import { DisposableOwner } from '../../platform/disposables';
import { fileProblem, fileWarning } from '../../platform/places';
import type { App } from '../command';
import { checkJobFile } from './checkJobFile';
import { isJobFile } from './jobFiles';

/**
 * What is wrong with the job files that are open, in VS Code's Problems, checked again with each edit, each saved or
 * created file beside them and each change of the connections. What the contributed schema says is not repeated.
 */
export class JobFileDiagnostics extends DisposableOwner {
  private readonly collection = this.own(languages.createDiagnosticCollection('fineTuning.jobFiles'));

  constructor(private readonly app: App) {
    super();
    const watcher = this.own(workspace.createFileSystemWatcher('**/*.{jsonl,ndjson}', false, true, false));
    const checkAll = () => this.checkAll();
    this.own(workspace.onDidOpenTextDocument((document) => void this.check(document)));
    this.own(workspace.onDidChangeTextDocument(({ document }) => void this.check(document)));
    this.own(workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri)));
    this.own(watcher.onDidCreate(checkAll));
    this.own(watcher.onDidDelete(checkAll));
    this.own(app.sources.onDidChange(checkAll));
    this.checkAll();
  }

  private checkAll(): void {
    for (const document of workspace.textDocuments) void this.check(document);
  }

  private async check(document: TextDocument): Promise<void> {
    if (!isJobFile(document.uri)) return;
    const { uri, version } = document;
    const read = readJobFile(document.getText());
    const parts = read.kind === 'good' ? read : read.rest;
    try {
      const problems = parts === null ? [] : await checkJobFile(uri, parts, this.app.sources);
      // What was edited meanwhile is checked again anyway.
      if (this.isDisposed || document.isClosed || document.version !== version) return;
      this.collection.set(
        uri,
        problems.map((problem) => toDiagnostic(document, problem)),
      );
    } catch (error) {
      this.app.errors.record('Checking the job file failed', error);
    }
  }
}

function toDiagnostic(
  document: TextDocument,
  { message, offset, length, isWarning }: FileProblem,
): Diagnostic {
  const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
  return isWarning === true ? fileWarning(range, message) : fileProblem(range, message);
}
