import { t } from '@vscode/l10n';
import { ThemeIcon, Uri, workspace } from 'vscode';
import type { FileProblem } from '../../jobFiles/checkNode';
import { type ReadJobFile, readJobFile } from '../../jobFiles/readJobFile';
import { openAt } from '../../platform/openAt';
import { pickOne } from '../../platform/picks';
import { showInformation } from '../../platform/show';
import { findJobFiles, jobFileInFront } from './jobFiles';

export type GoodJobFile = ReadJobFile & { readonly kind: 'good' };

/** The file that was clicked, or is in front, or that the person chooses; undefined: none. */
export async function chooseJobFile(clicked: unknown, placeHolder: string): Promise<Uri | undefined> {
  const known = clicked instanceof Uri ? clicked : jobFileInFront();
  if (known !== undefined) return known;
  const files = await findJobFiles();
  if (files.length === 0) {
    void showInformation(
      t('There is no job file here: “Save as Job File…”, in the menu of a job, makes one.'),
    );
    return undefined;
  }
  const items = files.map((uri) => ({
    ...{ label: workspace.asRelativePath(uri), iconPath: new ThemeIcon('file'), uri },
  }));
  return (await pickOne(items, { placeHolder }))?.uri;
}

/** Reads a job file as the editor has it, with its text. Opens it and throws where it is not well formed. */
export async function readOpenJobFile(uri: Uri): Promise<GoodJobFile & { readonly text: string }> {
  const text = (await workspace.openTextDocument(uri)).getText();
  const read = readJobFile(text);
  if (read.kind === 'good') return { ...read, text };
  return refuse(uri, read.problems);
}

/** Opens the file at the first of these problems, and throws it. */
export async function refuse(uri: Uri, problems: readonly FileProblem[]): Promise<never> {
  const document = await workspace.openTextDocument(uri);
  const [first] = problems;
  const line = document.positionAt(first?.offset ?? 0).line + 1;
  await openAt(document, line);
  throw new Error(t('line {0}: {1}', line, first?.message ?? ''));
}
