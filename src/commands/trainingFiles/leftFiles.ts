import { t } from '@vscode/l10n';

/** What may be at a provider although nobody wants it there, by the names of the files. */
export interface LeftFiles {
  /**
   * They are there: the provider deletes none, nobody knows whether they are new there or whether a job uses them, or
   * deleting failed.
   */
  readonly kept: readonly string[];
  /** Whether they arrived is not known. */
  readonly unconfirmed: readonly string[];
}

/** What is to be said of them, in sentences; null: nothing is. */
export function leftText({ kept, unconfirmed }: LeftFiles): string | null {
  const texts = [
    ...(kept.length === 0 ? [] : [t('Uploaded files stay at the provider: {0}.', kept.join(', '))]),
    ...(unconfirmed.length === 0 ? [] : [unconfirmedText(unconfirmed)]),
  ];
  return texts.length === 0 ? null : texts.join(' ');
}

function unconfirmedText(names: readonly string[]): string {
  const [name = ''] = names;
  return names.length === 1
    ? t('Whether {0} arrived at the provider is not known: it may still appear in the view Files.', name)
    : t(
        'Whether these files arrived at the provider is not known: {0}. They may still appear in the view Files.',
        names.join(', '),
      );
}
