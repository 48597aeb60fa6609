import { languages } from 'vscode';
import type { App } from '../command';
import { JobFileCompletion } from './jobFileCompletion';
import { JobFileDiagnostics } from './jobFileDiagnostics';
import { JobFileHover } from './jobFileHover';
import { JobFileLenses } from './jobFileLenses';
import { jobFilePattern } from './jobFiles';

/** Everything that VS Code shows in the editor of a job file. */
export function followJobFiles(app: App): { dispose(): void }[] {
  const selector = { pattern: jobFilePattern };
  const lenses = new JobFileLenses();
  return [
    new JobFileDiagnostics(app),
    lenses,
    languages.registerCodeLensProvider(selector, lenses),
    languages.registerHoverProvider(selector, new JobFileHover(app)),
    languages.registerCompletionItemProvider(selector, new JobFileCompletion(app), '"'),
  ];
}
