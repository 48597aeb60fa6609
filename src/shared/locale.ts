/** The locale (BCP 47), or English where that is none: a browser may call itself `en-US@posix`. */
export function localeOf(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0 ? locale : 'en';
  } catch {
    return 'en'; // not even well-formed
  }
}
