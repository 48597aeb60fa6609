import { t } from '@vscode/l10n';
import { CodeLens, type CodeLensProvider, EventEmitter, Range, type TextDocument, workspace } from 'vscode';
import { readJobFile } from '../../jobFiles/readJobFile';
import { countCombinations } from '../../jobFiles/sweep';
import { DisposableOwner } from '../../platform/disposables';
import { readFlag } from '../../platform/settings';
import { isJobFile } from './jobFiles';

/** Above a job file: what can be done with it. Each lens has a setting. */
export class JobFileLenses extends DisposableOwner implements CodeLensProvider {
  private readonly changes = this.own(new EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changes.event;

  constructor() {
    super();
    this.own(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('fineTuning.jobFiles')) this.changes.fire();
      }),
    );
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!isJobFile(document.uri)) return [];
    const read = readJobFile(document.getText());
    const count = read.kind === 'good' ? countCombinations(read.file) : 1;
    const run = count === 1 ? t('Run…') : t('Run {0} Jobs…', count);
    const lenses = [
      { flag: 'jobFiles.runLens', title: run, command: 'fineTuning.runJobFile' },
      { flag: 'jobFiles.compareLens', title: t('Compare with Job…'), command: 'fineTuning.compareJobFile' },
    ] as const;
    return lenses
      .filter(({ flag }) => readFlag(flag))
      .map(({ title, command }) => {
        const at = new Range(0, 0, 0, 0);
        return new CodeLens(at, { title, command, arguments: [document.uri] });
      });
  }
}
