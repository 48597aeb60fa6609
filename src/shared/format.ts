import { localeOf } from './locale';

/**
 * Numbers, sizes and times as every view writes them, in one language. The time is given, never requested.
 *
 * Formatters of `Intl` take long to make and are kept: one `Format` serves as long as the language stays.
 */
export class Format {
  /** BCP 47. */
  readonly locale: string;
  /** The narrowest that is clear: in many languages the narrow minute is a metre, and narrow units are uneven. */
  private readonly unitStyle: 'narrow' | 'short';
  private readonly formatters = new Map<string, Intl.NumberFormat>();
  private hasComma: boolean | undefined;
  private dates: Intl.DateTimeFormat | undefined;
  private days: Intl.DateTimeFormat | undefined;
  private shortDays: Intl.DateTimeFormat | undefined;
  private moments: Intl.DateTimeFormat | undefined;
  private times: Intl.DateTimeFormat | undefined;
  private ages: Intl.RelativeTimeFormat | undefined;
  private lists: Intl.ListFormat | undefined;

  /** @param locale see {@link localeOf} */
  constructor(locale: string) {
    this.locale = localeOf(locale);
    this.unitStyle = /^en\b/.test(this.locale) ? 'narrow' : 'short';
  }

  /** `53,108` */
  count(value: number): string {
    return this.number(value, { maximumFractionDigits: 6 });
  }

  /** `52.4`, `980`, `1.23K`, `3.4M` */
  shortCount(value: number): string {
    const short = this.number(value, { notation: 'compact', maximumSignificantDigits: 3 });
    // German has no word for thousands: without one, a rounded number would look like an exact one.
    return value < 1_000 || /\p{L}/u.test(short) ? short : this.count(Math.round(value));
  }

  /** A metric's value in at most eight characters, with the same decimals for the same magnitude: `1.3249`. */
  metric(value: number): string {
    return this.withDecimals(metricText(value));
  }

  /** The same in two decimals, for a word in a row; a small value keeps two digits: `1.32`, `0.012`. */
  shortMetric(value: number): string {
    return this.withDecimals(shortMetricText(value));
  }

  /** `a.jsonl and b.jsonl` */
  list(texts: readonly string[]): string {
    this.lists ??= new Intl.ListFormat(this.locale, { type: 'conjunction' });
    return this.lists.format(texts);
  }

  /** A share, 0 to 1, rounded down and never 100 %: that is for what has ended. */
  percent(share: number): string {
    return this.number(Math.min(99, Math.floor(share * 100 + 1e-9)) / 100, { style: 'percent' });
  }

  /**
   * `$12.50`; below a cent three digits, since it would be nothing in two decimals: `$0.004`.
   *
   * @param currency three letters of ISO 4217; what is none is written behind the amount
   */
  price(amount: number, currency = 'USD'): string {
    const isTiny = amount > 0 && amount < 0.01;
    const shown = isTiny ? Math.max(amount, leastPrice) : amount;
    const digits = isTiny ? { maximumSignificantDigits: 3 } : {};
    return /^[A-Z]{3}$/.test(currency)
      ? this.number(shown, { style: 'currency', currency, ...digits })
      : `${this.number(shown, isTiny ? digits : twoDecimals)} ${currency}`;
  }

  /** Bytes in powers of 1,024: `512 B`, `1.4 KB`, `2 GB`. */
  bytes(bytes: number): string {
    const power = bytes < 1024 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log2(bytes) / 10));
    const size = bytes / 1024 ** power;
    const text = this.number(size, { maximumFractionDigits: power === 0 || size >= 100 ? 0 : 1 });
    return `${text} ${byteUnits[power] ?? ''}`;
  }

  /** Seconds in their two largest units: `3m 20s`, `2h 5m`. Negative counts as none. */
  duration(seconds: number): string {
    const whole = Math.max(0, Math.round(seconds));
    const at = Math.max(0, indexOfUnit(whole));
    const [unit, next] = [units[at] ?? second, units[at + 1]];
    const rest = next === undefined ? 0 : Math.floor((whole % unit.seconds) / next.seconds);
    const head = this.unit(Math.floor(whole / unit.seconds), unit);
    return rest === 0 || next === undefined ? head : `${head} ${this.unit(rest, next)}`;
  }

  /** Seconds in their largest unit alone, rounded down as ages are: `3m`. */
  shortDuration(seconds: number): string {
    const { unit, count } = largestUnit(seconds);
    return this.unit(count, unit);
  }

  /** How long ago, or in how long: `now`, `2h ago`, `in 4m`. Both in Unix seconds. */
  age(at: number, now: number): string {
    const seconds = now - at;
    this.ages ??= new Intl.RelativeTimeFormat(this.locale, { style: this.unitStyle, numeric: 'auto' });
    if (Math.abs(seconds) < justNow) return this.ages.format(0, 'second');
    const { unit, count } = largestUnit(Math.abs(seconds));
    return this.ages.format(seconds > 0 ? -count : count, unit.name);
  }

  /** Day, time and zone. @param at Unix seconds */
  date(at: number): string {
    this.dates ??= new Intl.DateTimeFormat(this.locale, dateFields);
    return isDate(at) ? this.dates.format(at * 1000) : String(at);
  }

  /** `Thu, Nov 26, 2026` @param at Unix seconds */
  day(at: number): string {
    this.days ??= new Intl.DateTimeFormat(this.locale, dayFields);
    return isDate(at) ? this.days.format(at * 1000) : String(at);
  }

  /** `Nov 26` @param at Unix seconds */
  shortDay(at: number): string {
    this.shortDays ??= new Intl.DateTimeFormat(this.locale, shortDayFields);
    return isDate(at) ? this.shortDays.format(at * 1000) : String(at);
  }

  /** Day and time, as short as a name needs it: `Nov 26, 08:51`. @param at Unix seconds */
  moment(at: number): string {
    this.moments ??= new Intl.DateTimeFormat(this.locale, momentFields);
    return isDate(at) ? this.moments.format(at * 1000) : String(at);
  }

  /** Hours, minutes, seconds. @param at Unix seconds */
  time(at: number): string {
    this.times ??= new Intl.DateTimeFormat(this.locale, timeFields);
    return isDate(at) ? this.times.format(at * 1000) : String(at);
  }

  /** Half of the languages write 1.5 as 1,5; what has other digits keeps its point, and so do files. */
  private withDecimals(text: string): string {
    this.hasComma ??= this.number(1.5, {}).includes(',');
    return this.hasComma ? text.replace('.', ',') : text;
  }

  private unit(count: number, { name }: Unit): string {
    return this.number(count, { style: 'unit', unit: name, unitDisplay: this.unitStyle });
  }

  private number(value: number, options: Intl.NumberFormatOptions): string {
    const key = JSON.stringify(options);
    let formatter = this.formatters.get(key);
    if (formatter === undefined) {
      formatter = new Intl.NumberFormat(this.locale, options);
      this.formatters.set(key, formatter);
    }
    return formatter.format(value);
  }
}

/** The clock has 24 hours everywhere, as logs have: the same moment stands in names, events and facts. */
const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const timeFields: Intl.DateTimeFormatOptions = { ...clock, second: '2-digit' };
const dayFields: Intl.DateTimeFormatOptions = {
  ...{ weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
};
const shortDayFields: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric' };
const momentFields: Intl.DateTimeFormatOptions = { ...shortDayFields, ...clock };
const dateFields: Intl.DateTimeFormatOptions = {
  ...{ year: 'numeric', month: 'short', day: 'numeric' },
  ...timeFields,
  timeZoneName: 'short',
};

/** What less than that costs is written as that much. */
const leastPrice = 1e-6;
const twoDecimals: Intl.NumberFormatOptions = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** Seconds within which something happens now: clocks of servers differ by as much. */
const justNow = 5;

interface Unit {
  readonly name: 'year' | 'day' | 'hour' | 'minute' | 'second';
  readonly seconds: number;
}

const second: Unit = { name: 'second', seconds: 1 };
/** The largest first; no months, which are as short as minutes in some languages. */
const units: readonly Unit[] = [
  { name: 'year', seconds: 31_557_600 },
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
  second,
];
const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB'];

function indexOfUnit(seconds: number): number {
  const at = units.findIndex((unit) => seconds >= unit.seconds);
  return at === -1 ? units.length - 1 : at;
}

function largestUnit(seconds: number): { unit: Unit; count: number } {
  const unit = units[indexOfUnit(seconds)] ?? second;
  return { unit, count: Math.max(0, Math.floor(seconds / unit.seconds)) };
}

/** What `Date` can hold. */
function isDate(at: number): boolean {
  return Math.abs(at) <= 8.64e12;
}

/** For a `datetime` attribute. @param at Unix seconds */
export function isoDate(at: number): string {
  return isDate(at) ? new Date(at * 1000).toISOString() : '';
}

/** See {@link Format.metric}; with a decimal point. */
function metricText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-3) return value.toExponential(2);
  if (size >= 1e7) return value.toExponential(3);
  if (size >= 1000) return Number.isInteger(value) ? String(value) : value.toFixed(1);
  return value.toFixed(size >= 100 ? 2 : 4);
}

/** See {@link Format.shortMetric}; with a decimal point. */
function shortMetricText(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= 0.095 && size < 1000)) return value.toFixed(2);
  return size >= 1e-3 && size < 1000 ? value.toPrecision(2) : metricText(value);
}

/** What many models' names begin with: the place of a resource, or an ARN. */
const modelPlace = /^(?:(?:[\w-]+\/[^/]+\/)*models\/|arn:[^/]*\/)(?=.)/;

/**
 * A model's name without its place and its date, and short: `gpt-4o-mini-2024-07-18` → `gpt-4o-mini`,
 * `accounts/fireworks/models/qwen3-8b` → `qwen3-8b`.
 */
export function shortModel(model: string): string {
  return shortName(withoutPlace(model).replace(/-\d{4}-\d{2}-\d{2}$/, ''));
}

export function withoutPlace(model: string): string {
  return model.replace(modelPlace, '');
}

/** Characters of a name beside which others stand. */
const maxNameLength = 60;

/** A name so short that what follows it stays in sight. Its end tells more apart than its beginning. */
export function shortName(name: string): string {
  return name.length <= maxNameLength ? name : `…${name.slice(1 - maxNameLength)}`;
}

/** The beginning of a text that may be of any length. */
export function clipped(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}…`;
}
