import { config } from '@vscode/l10n';

/**
 * Sets the language of the page. To be imported before everything else: many texts stand in tables that are filled
 * when their file is loaded.
 */
function setLanguage(): void {
  // Written by the extension; none in English.
  const messages = document.body.dataset['messages'];
  if (messages !== undefined) config({ contents: messages });
}

/**
 * uPlot formats numbers for `navigator.language` as soon as it is loaded, and on some Linux systems that is no valid
 * language (`en-US@posix`), which throws.
 */
function fixLanguage(): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
  }
}

setLanguage();
fixLanguage();
