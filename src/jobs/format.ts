/** Numbers and times as rows and tooltips say them. Pure: the time is given, never asked for. */

const units: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** Seconds as their largest unit: `45 s`, `3 min`, `2 h`, `5 d`. */
export function shortDuration(seconds: number): string {
  const [size, unit] = units.find(([size]) => seconds >= size) ?? [1, 's'];
  return `${String(Math.max(0, Math.floor(seconds / size)))} ${unit}`;
}

/** Seconds as their two largest units: `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const largest = units.findIndex(([size]) => whole >= size);
  if (largest === -1) return '0 s';
  const shown = units.slice(largest, largest + 2);
  let rest = whole;
  const parts: string[] = [];
  for (const [size, unit] of shown) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${String(count)} ${unit}`);
  }
  return parts.join(' ');
}

/** How long ago, both in Unix seconds: `just now`, `2 h ago`. */
export function age(then: number, now: number): string {
  const seconds = now - then;
  return seconds < 5 ? 'just now' : `${shortDuration(seconds)} ago`;
}

/** `980`, `1.2k`, `3.4M`, `1.1B`. */
export function shortCount(count: number): string {
  const scales: readonly (readonly [number, string])[] = [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  const scale = scales.find(([size]) => count >= size);
  if (scale === undefined) return String(count);
  const scaled = count / scale[0];
  return `${scaled >= 100 ? scaled.toFixed(0) : scaled.toFixed(1).replace(/\.0$/, '')}${scale[1]}`;
}

/** Bytes in powers of 1,024: `512 B`, `1.4 KB`, `2 GB`. */
export function byteSize(bytes: number): string {
  const names = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let name = 0;
  while (size >= 1024 && name < names.length - 1) {
    size /= 1024;
    name++;
  }
  const shown = name === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1).replace(/\.0$/, '');
  return `${shown} ${names[name] ?? ''}`;
}

/** 0 to 1 as `42 %`; never 100 % before the end. */
export function percent(fraction: number): string {
  return `${String(Math.min(99, Math.floor(fraction * 100)))} %`;
}

/** Unix seconds with date, time and zone, in the person's locale. */
export function absoluteTime(seconds: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(seconds * 1000);
}

/** A model's name without its date: `gpt-4o-mini-2024-07-18` → `gpt-4o-mini`. */
export function shortModel(model: string): string {
  return model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
}
