import { t } from '@vscode/l10n';

/** What is wrong with something, after its name: `n_epochs must be a number`. */
export function sentence(name: string, predicate: string): string {
  return t({
    message: '{0} {1}',
    args: [name, predicate],
    comment: 'A name and what is wrong with it: n_epochs, must be a number',
  });
}
