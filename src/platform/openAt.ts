import { Range, type TextDocument, type Uri, window } from 'vscode';

/** Shows a file, or a document, at a line if one is given. @param line from 1 */
export async function openAt(file: Uri | TextDocument, line?: number): Promise<void> {
  const at = Math.max(0, (line ?? 1) - 1);
  const options = { preview: true, ...(line === undefined ? {} : { selection: new Range(at, 0, at, 0) }) };
  if ('uri' in file) await window.showTextDocument(file, options);
  else await window.showTextDocument(file, options);
}
