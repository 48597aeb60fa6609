import { Uri, l10n, window, workspace } from 'vscode';
import { type DatasetReport, checkDataset, datasetProblem } from '../datasets/check';
import { byteSize } from '../jobs/format';
import { withProgress } from '../platform/cancellation';
import type { App, Command } from './command';
import { toDataFile } from './createJob/dataFiles';

/** Checks a file line by line and lists what is wrong in VS Code's Problems. */
export const validateTrainingFile: Command = {
  id: 'fineTuning.validateTrainingFile',
  failure: 'Checking the file failed',
  async run(app, clicked) {
    const file = clicked instanceof Uri ? clicked : ((await fileInFront()) ?? (await chooseFile()));
    if (file === undefined) return;
    const report = await checkFile(app, file);
    if (report === undefined) return;
    const { name } = toDataFile(file);
    const problem = datasetProblem(report);
    if (problem === null) {
      void window.showInformationMessage(
        l10n.t('{0}: {1} examples for {2} training, nothing wrong.', name, report.examples, report.method),
      );
      return;
    }
    const show = l10n.t('Show problems');
    const chosen = await window.showWarningMessage(
      `${name}: ${problem}.`,
      ...(report.problemCount > 0 ? [show] : []),
    );
    if (chosen === show) await showProblems(app, file, report);
  },
};

/** Reads the whole file; undefined when the person cancelled. Its problems are listed. */
export async function checkFile(app: App, file: Uri): Promise<DatasetReport | undefined> {
  const { name } = toDataFile(file);
  const report = await withProgress(l10n.t('Checking {0}', name), async (signal, progress) => {
    const source = await app.host.openForUpload(file);
    let said = 0;
    return checkDataset(source.read(), {
      signal,
      onProgress: (bytes) => {
        if (bytes - said < source.size / 100) return;
        said = bytes;
        progress.say(l10n.t('{0} of {1}', byteSize(bytes), byteSize(source.size)));
      },
    });
  });
  if (report !== undefined) app.dataProblems.show(file, report);
  return report;
}

/** Opens the file at its first broken line, and the list of all. */
export async function showProblems(app: App, file: Uri, report: DatasetReport): Promise<void> {
  const line = (report.problems[0]?.line ?? 1) - 1;
  const editor = await window.showTextDocument(file);
  editor.revealRange(editor.document.lineAt(Math.min(line, editor.document.lineCount - 1)).range);
  await app.run('workbench.actions.view.problems');
}

function fileInFront(): Promise<Uri | undefined> {
  const uri = window.activeTextEditor?.document.uri;
  return Promise.resolve(uri !== undefined && /\.(jsonl|ndjson)$/.test(uri.path) ? uri : undefined);
}

async function chooseFile(): Promise<Uri | undefined> {
  const files = await workspace.findFiles('**/*.{jsonl,ndjson}', '**/node_modules/**', 200);
  if (files.length === 0) {
    const [file] = (await window.showOpenDialog({ filters: { JSONL: ['jsonl', 'ndjson'] } })) ?? [];
    return file;
  }
  const items = files.map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  const picked = await window.showQuickPick(items, {
    placeHolder: l10n.t('Which file do you want to check?'),
  });
  return picked?.uri;
}
