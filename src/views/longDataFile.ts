import { t } from '@vscode/l10n';
import {
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  Range,
  type TextDocument,
} from 'vscode';
import { checkLine } from '../datasets/checkLine';
import { nameOf } from '../datasets/rowChecker';
import { editorFormat } from '../platform/editorFormat';
import { fileProblem } from '../platform/places';

/** Characters: a longer file is checked by the command alone, which does it in slices. */
const maxLength = 20 * 1024 * 1024;
const code = 'tooLong';

/** Whether a data file is too long to be checked while it is open. */
export function isTooLong(document: TextDocument): boolean {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > maxLength;
}

/**
 * What such a file is, and that it is not checked; null where its first line does not say that it is training data. It
 * stands among its problems, since VS Code shows nothing above the lines of so long a file.
 */
export function longFileNote(document: TextDocument): Diagnostic | null {
  const { kind } = checkLine(document.lineAt(0).text, null);
  if (kind === null || kind.format.id === 'text') return null; // of texts are logs, too
  const text = t(
    '{0} · {1}: not checked while it is open, since it is larger than {2}. Validate Training File reports on it.',
    ...[kind.method, nameOf(kind.format.id), editorFormat.bytes(maxLength)],
  );
  const note = fileProblem(new Range(0, 0, 0, 0), text);
  note.severity = DiagnosticSeverity.Information;
  note.code = code;
  return note;
}

export function isLongFileNote(diagnostic: Diagnostic): boolean {
  return diagnostic.code === code;
}

/** What says of such a file whether it is good. */
export function longFileAction({ uri }: TextDocument, note: Diagnostic): CodeAction {
  const title = t('Validate Training File');
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = [note];
  action.command = { title, command: 'fineTuning.validateTrainingFile', arguments: [uri] };
  return action;
}
