import { t } from '@vscode/l10n';

/** What may be at a provider although nobody wants it there, by the names of the files. */
export interface LeftFiles {
  /** They are there: the provider deletes none, nobody knows whether they are new there, or deleting failed. */
  readonly kept: readonly string[];
  /** They were sent whole, and whether they arrived is not known. */
  readonly unconfirmed: readonly string[];
}

/** What is to be said of them, in sentences; null: nothing is. */
export function leftText({ kept, unconfirmed }: LeftFiles): string | null {
  const texts = [
    ...(kept.length === 0 ? [] : [t('Uploaded files stay at the provider: {0}.', kept.join(', '))]),
    ...(unconfirmed.length === 0
      ? []
      : [
          t(
            'Sent whole and not confirmed, so they may still appear among the files of the provider: {0}.',
            unconfirmed.join(', '),
          ),
        ]),
  ];
  return texts.length === 0 ? null : texts.join(' ');
}
