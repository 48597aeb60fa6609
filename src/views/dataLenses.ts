import { CodeLens, type CodeLensProvider, EventEmitter, Range, type TextDocument, workspace } from 'vscode';
import type { DatasetReport } from '../datasets/report';
import { DisposableOwner } from '../platform/disposables';
import { readFlag } from '../platform/settings';
import { dataSummary } from './dataSummary';

const flag = 'data.methodLens';

/** Above a training file that is open: what it is read as, and what is wrong. A click leads to another method. */
export class DataLenses extends DisposableOwner implements CodeLensProvider {
  private readonly changes = this.own(new EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changes.event;

  /** @param reportOn what was found in a document; null: it is no training data, or is not checked */
  constructor(private readonly reportOn: (document: TextDocument) => DatasetReport | null) {
    super();
    this.own(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`fineTuning.${flag}`)) this.refresh();
      }),
    );
  }

  /** Something else was found. */
  refresh(): void {
    this.changes.fire();
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const report = readFlag(flag) ? this.reportOn(document) : null;
    if (report === null) return [];
    const command = 'fineTuning.chooseDataMethod';
    const title = dataSummary(report);
    return [new CodeLens(new Range(0, 0, 0, 0), { title, command, arguments: [document.uri] })];
  }
}
