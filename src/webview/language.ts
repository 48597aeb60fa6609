/**
 * uPlot formats numbers for `navigator.language` as soon as it is loaded, and on some Linux systems that is no valid
 * language (`en-US@posix`), which throws. To be imported before it.
 */
function fixLanguage(): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
  }
}

fixLanguage();
