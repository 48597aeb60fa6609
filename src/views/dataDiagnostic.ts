import { type Diagnostic, DiagnosticSeverity, Range } from 'vscode';
import type { LineProblem } from '../datasets/report';
import { fileProblem } from '../platform/places';

/** A problem of a data file, for VS Code's Problems. */
export function toDiagnostic({ line, reason, severity, rule, span }: LineProblem): Diagnostic {
  const { start, end } = span ?? { start: 0, end: Number.MAX_SAFE_INTEGER };
  const diagnostic = fileProblem(new Range(line - 1, start, line - 1, end), reason);
  diagnostic.severity = severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
  diagnostic.code = rule;
  return diagnostic;
}
