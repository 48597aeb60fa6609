/** Seconds. */
const units: Readonly<Record<string, number>> = { h: 3_600, d: 86_400, w: 7 * 86_400 };

/**
 * Unix seconds of what a filter calls a date: the beginning of `2026-11-01`, `today` or `yesterday` in this place, or so
 * long ago as `12h`, `7d` or `2w`; null for anything else. In lower case. @param now Unix seconds
 */
export function momentOf(text: string, now: number): number | null {
  const [, count, unit] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return now - Number(count) * (units[unit] ?? 0);
  const today = new Date(now * 1000);
  if (text === 'today') return startOfDay(today.getFullYear(), today.getMonth(), today.getDate());
  if (text === 'yesterday') return startOfDay(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  return dayOf(text);
}

/** The 31st of a short month is none. */
function dayOf(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = new Date(year, month - 1, day);
  const isIt = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  return isIt ? date.getTime() / 1000 : null;
}

function startOfDay(year: number, month: number, day: number): number {
  return new Date(year, month, day).getTime() / 1000;
}
