import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  languages,
  Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  type Uri,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import type { MethodType } from '../api/dialects/dialect';
import { CheckedDocument, type LineChange } from '../datasets/checkedDocument';
import type { Wanted } from '../datasets/checkLine';
import { fixesOf } from '../datasets/fixes';
import type { DatasetReport } from '../datasets/report';
import { DisposableOwner } from '../platform/disposables';
import { readFlag } from '../platform/settings';
import { toDiagnostic } from './dataDiagnostic';
import { DataLenses } from './dataLenses';
import { isLongFileNote, isTooLong, longFileAction, longFileNote } from './longDataFile';
import { documentScheme } from './names';
import type { OpenData } from './openData';

const flag = 'data.checkAsYouType';
const dataFiles = '**/*.{jsonl,ndjson}';

/** Data files that are open, each checked as it is edited: what is wrong is in VS Code's Problems, and gone with its cause. */
export class OpenDataFiles extends DisposableOwner implements OpenData, CodeActionProvider {
  private readonly collection = this.own(languages.createDiagnosticCollection('fineTuning.open'));
  private readonly files = new Map<TextDocument, CheckedDocument>();
  /** Those that are too long to be checked while they are open. */
  private readonly long = new Set<TextDocument>();
  private readonly reports = new Map<TextDocument, DatasetReport>();
  /** Those that a person chose. */
  private readonly methods = new Map<TextDocument, MethodType>();
  private readonly lenses = this.own(new DataLenses((document) => this.reports.get(document) ?? null));

  constructor() {
    super();
    this.own(workspace.onDidOpenTextDocument((document) => this.take(document)));
    this.own(
      workspace.onDidCloseTextDocument((document) => {
        this.methods.delete(document);
        this.forget(document);
      }),
    );
    this.own(workspace.onDidChangeTextDocument((event) => this.change(event)));
    this.own(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`fineTuning.${flag}`)) this.takeAll();
      }),
    );
    this.own(
      languages.registerCodeActionsProvider({ pattern: dataFiles }, this, {
        providedCodeActionKinds: [CodeActionKind.QuickFix],
      }),
    );
    this.own(languages.registerCodeLensProvider({ pattern: dataFiles }, this.lenses));
    this.takeAll();
  }

  provideCodeActions(document: TextDocument, _: unknown, { diagnostics }: CodeActionContext): CodeAction[] {
    return diagnostics.flatMap((diagnostic) => this.fixesOf(document, diagnostic));
  }

  private fixesOf(document: TextDocument, diagnostic: Diagnostic): CodeAction[] {
    if (isLongFileNote(diagnostic)) return [longFileAction(document, diagnostic)];
    const { line, character } = diagnostic.range.start;
    const problem = this.files
      .get(document)
      ?.problemsIn(line)
      .find(({ rule, span }) => rule === diagnostic.code && (span?.start ?? 0) === character);
    if (problem === undefined) return [];
    return fixesOf(document.lineAt(line).text, problem).map(({ title, edits }) => {
      const action = new CodeAction(title, CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.edit = new WorkspaceEdit();
      for (const { start, end, text } of edits)
        action.edit.replace(document.uri, new Range(line, start, line, end), text);
      return action;
    });
  }

  lists({ scheme, path }: Uri): boolean {
    return [...this.files.keys()].some(
      ({ uri }) => uri.scheme === scheme && uri.path === path && this.collection.has(uri),
    );
  }

  chosenMethod(file: Uri): MethodType | undefined {
    const document = this.documentOf(file);
    return document && this.methods.get(document);
  }

  methodOf(file: Uri): MethodType | undefined {
    const document = this.documentOf(file);
    return document && this.reports.get(document)?.method;
  }

  chooseMethod(file: Uri, method: MethodType | undefined): void {
    const document = this.documentOf(file);
    if (document === undefined) return;
    if (method === undefined) this.methods.delete(document);
    else this.methods.set(document, method);
    this.take(document);
  }

  private documentOf(file: Uri): TextDocument | undefined {
    const address = file.toString();
    return [...this.files.keys()].find(({ uri }) => uri.toString() === address);
  }

  private takeAll(): void {
    for (const document of [...this.files.keys(), ...this.long]) this.forget(document);
    for (const document of workspace.textDocuments) this.take(document);
  }

  private take(document: TextDocument): void {
    if (!isDataFile(document) || !readFlag(flag)) return;
    if (isTooLong(document)) {
      this.forget(document);
      this.long.add(document);
      const note = longFileNote(document);
      if (note !== null) this.collection.set(document.uri, [note]);
      return;
    }
    this.long.delete(document);
    const checked = new CheckedDocument(
      document.lineCount,
      (at) => document.lineAt(at).text,
      this.wanted(document),
    );
    this.files.set(document, checked);
    this.list(document, checked.report());
  }

  private wanted(document: TextDocument): Wanted {
    const method = this.methods.get(document);
    return method === undefined ? {} : { method };
  }

  private change({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (this.long.has(document)) {
      if (!isTooLong(document)) this.take(document);
      return;
    }
    const checked = this.files.get(document);
    if (checked === undefined || contentChanges.length === 0) return;
    const isKnown = checked.change(contentChanges.map(toLineChange), document.lineCount);
    if (isKnown) this.list(document, checked.report());
    else this.take(document);
  }

  private forget(document: TextDocument): void {
    this.files.delete(document);
    this.long.delete(document);
    this.reports.delete(document);
    this.lenses.refresh();
    this.collection.delete(document.uri);
  }

  private list(document: TextDocument, report: DatasetReport): void {
    if (isTrainingData(report) || this.methods.has(document)) {
      this.reports.set(document, report);
      this.collection.set(document.uri, report.problems.map(toDiagnostic));
    } else {
      this.reports.delete(document);
      this.collection.delete(document.uri);
    }
    this.lenses.refresh();
  }
}

function isDataFile(document: TextDocument): boolean {
  return /\.(?:jsonl|ndjson)$/i.test(document.uri.path) && !isCopy(document.uri);
}

/** What a provider stores, or another version of a file, cannot be put right. */
function isCopy({ scheme }: Uri): boolean {
  return scheme === documentScheme || scheme === 'output' || scheme.startsWith('git');
}

/** A log in the same notation is none; one of rows with a text is more likely that. */
function isTrainingData({ format, brokenLines }: DatasetReport): boolean {
  return format !== null && (format !== 'text' || brokenLines === 0);
}

function toLineChange({ range, text }: TextDocumentChangeEvent['contentChanges'][number]): LineChange {
  const { start, end } = range;
  const added = (text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
  return { start: start.line, removed: end.line - start.line + 1, added };
}
