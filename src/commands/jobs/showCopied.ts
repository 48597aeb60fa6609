import { t } from '@vscode/l10n';
import { showDone } from '../../platform/show';

/** Says in the status bar, in passing, what is on the clipboard now. */
export function showCopied(texts: readonly string[]): void {
  const [only] = texts;
  const what =
    only !== undefined && texts.length === 1 ? t('Copied {0}', only) : t('Copied {0} lines', texts.length);
  showDone(what);
}
