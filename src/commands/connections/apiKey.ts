import { l10n } from 'vscode';

/** How a key is asked for. */
export function keyPrompt(baseUrl: string): string {
  return l10n.t(
    'API key for {0}. It is kept in VS Code’s secret storage and sent nowhere else.',
    new URL(baseUrl).host,
  );
}

/** What is wrong with a key as typed, or null. */
export function keyProblem(text: string): string | null {
  return /[^\x21-\x7e]/.test(text)
    ? l10n.t('A key has no spaces and only plain letters, digits and signs')
    : null;
}
