import { t } from '@vscode/l10n';

/** A count as messages have it, in the language of the messages: `1,234`. */
export function countText(count: number): string {
  return count.toLocaleString(
    t({ message: 'en', comment: 'The id of your language (BCP 47): numbers in messages follow it' }),
  );
}
