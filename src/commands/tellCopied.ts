import { l10n, window } from 'vscode';

/** Milliseconds. */
const howLong = 3_000;

/** Says in the status bar, in passing, what is on the clipboard now. */
export function tellCopied(texts: readonly string[]): void {
  const [only] = texts;
  const what =
    only !== undefined && texts.length === 1
      ? l10n.t('Copied {0}', only)
      : l10n.t('Copied {0} lines', texts.length);
  window.setStatusBarMessage(`$(check) ${what}`, howLong);
}
