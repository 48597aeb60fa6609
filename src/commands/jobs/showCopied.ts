import { l10n } from 'vscode';
import { showDone } from '../../platform/show';

/** Says in the status bar, in passing, what is on the clipboard now. */
export function showCopied(texts: readonly string[]): void {
  const [only] = texts;
  const what =
    only !== undefined && texts.length === 1
      ? l10n.t('Copied {0}', only)
      : l10n.t('Copied {0} lines', texts.length);
  showDone(what);
}
