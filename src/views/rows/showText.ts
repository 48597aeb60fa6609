import { commands, Range, type Uri, type ViewColumn, window } from 'vscode';

/**
 * Shows a file as text at a line: where its text is in sight already, else in a column.
 *
 * VS Code does it by itself, since it does not hand texts of more than 50 MB to extensions.
 *
 * @param line from 1
 */
export async function showText(file: Uri, line: number, column: ViewColumn | undefined): Promise<void> {
  const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === file.toString());
  const viewColumn = shown?.viewColumn ?? column;
  const selection = new Range(line - 1, 0, line - 1, 0);
  const options = { selection, preview: true, ...(viewColumn === undefined ? {} : { viewColumn }) };
  await commands.executeCommand('vscode.openWith', file, 'default', options);
}
