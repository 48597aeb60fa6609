/** Numbers, sizes and times for people, in the editor's language where that matters. */
export class Format {
  readonly #count: Intl.NumberFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #time: Intl.DateTimeFormat;

  constructor(locale: string) {
    const known = isLocale(locale) ? locale : 'en';
    this.#count = new Intl.NumberFormat(known, { maximumFractionDigits: 6 });
    this.#date = new Intl.DateTimeFormat(known, {
      ...{ year: 'numeric', month: 'short', day: 'numeric' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
    });
    this.#time = new Intl.DateTimeFormat(known, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hour12: false,
    });
  }

  count(value: number): string {
    return this.#count.format(value);
  }

  /** Day, time and zone. @param at Unix seconds */
  date(at: number): string {
    return isDate(at) ? this.#date.format(at * 1000) : String(at);
  }

  /** Hours, minutes, seconds. @param at Unix seconds */
  time(at: number): string {
    return isDate(at) ? this.#time.format(at * 1000) : String(at);
  }

  /** @param share 0 to 1 */
  percent(share: number): string {
    return `${Math.floor(share * 100)} %`;
  }
}

function isLocale(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false; // not even well-formed
  }
}

/** What `Date` can hold. */
function isDate(at: number): boolean {
  return Math.abs(at) <= 8.64e12;
}

/** For a `datetime` attribute. @param at Unix seconds */
export function iso(at: number): string {
  return isDate(at) ? new Date(at * 1000).toISOString() : '';
}

/** A metric's value in at most eight characters, with the same decimals for the same magnitude. */
export function metricText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-3) return value.toExponential(2);
  if (size >= 1e7) return value.toExponential(3);
  if (size >= 1000) return Number.isInteger(value) ? String(value) : value.toFixed(1);
  return value.toFixed(size >= 100 ? 2 : 4);
}

const units: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** The two largest units: `2 h 5 min`, `45 s`. @param seconds negative counts as none */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const at = units.findIndex(([size]) => whole >= size);
  const [size, name] = units[at] ?? [1, 's'];
  const [nextSize, nextName] = units[at + 1] ?? [1, ''];
  const rest = at < 0 || nextName === '' ? 0 : Math.floor((whole % size) / nextSize);
  const head = `${Math.floor(whole / size)} ${name}`;
  return rest === 0 ? head : `${head} ${rest} ${nextName}`;
}

/** The largest unit alone, as a time left or past is told: `3 min`. */
export function roughDurationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [size, name] = units.find(([unit]) => whole >= unit) ?? [1, 's'];
  return `${Math.round(whole / size)} ${name}`;
}

/** `3 min ago`, `in 2 h`, `just now`. Both in Unix seconds. */
export function ageText(at: number, now: number): string {
  const seconds = now - at;
  if (Math.abs(seconds) < 5) return 'just now';
  return seconds > 0 ? `${roughDurationText(seconds)} ago` : `in ${roughDurationText(-seconds)}`;
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(4, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value.toFixed(value < 10 ? 1 : 0)} ${['B', 'KB', 'MB', 'GB', 'TB'][power] ?? 'TB'}`;
}

/** The beginning of a text that may be of any length. */
export function clipped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
