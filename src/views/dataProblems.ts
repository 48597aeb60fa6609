import { Range, type Uri, languages } from 'vscode';
import type { DatasetReport } from '../datasets/report';
import { DisposableOwner } from '../platform/disposables';
import { fileProblem } from '../platform/places';

/** The broken lines of data files, in VS Code's Problems. */
export class DataProblems extends DisposableOwner {
  private readonly collection = this.own(languages.createDiagnosticCollection('fineTuning'));

  show(file: Uri, report: DatasetReport): void {
    this.collection.set(
      file,
      report.problems.map(({ line, reason }) => {
        const range = new Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
        return fileProblem(range, reason.replace(/^it /, 'It '));
      }),
    );
  }
}
