import { Disposable, type TextDocument, workspace } from 'vscode';
import type { App } from '../command';

// Not from `jobFile.ts`: what it knows of schemas need not be loaded at the start.
const isJobFile = ({ uri }: TextDocument) => /\.finetune\.json$/i.test(uri.path);

/** Loads what the editor of job files needs with the first one that is opened. */
export function registerJobFiles(app: () => Promise<App>): Disposable {
  const following: { dispose(): void }[] = [];
  let isWanted = false;
  const take = async (document: TextDocument) => {
    if (isWanted || !isJobFile(document)) return;
    isWanted = true;
    opening.dispose();
    const { followJobFiles } = await import('./jobFileEditing');
    following.push(...followJobFiles(await app()));
  };
  const opening = workspace.onDidOpenTextDocument((document) => void take(document));
  for (const document of workspace.textDocuments) void take(document);
  return new Disposable(() => {
    isWanted = true;
    opening.dispose();
    for (const each of following) each.dispose();
  });
}
