import type { Metrics } from '../api/wire/metrics';

/** Numbers that are read: a page would be sent more for longer than 50 ms. */
const mostCells = 200_000;
/** Names that are read; a page says of the last one that it has left it out. */
const mostNames = 201;

/**
 * Measured numbers as a result file has them: a column a name, a line a measurement, blank where there is none. At most
 * 201 names, and the newest 200,000 cells.
 */
export function metricsCsv(metrics: readonly Metrics[]): string {
  const names = namesOf(metrics);
  const newest = metrics.slice(-Math.floor(mostCells / Math.max(1, names.length)));
  const lines = newest.map((each) => names.map((name) => String(each[name] ?? '')).join(','));
  return `${[names.map(quoted).join(','), ...lines].join('\n')}\n`;
}

function namesOf(metrics: readonly Metrics[]): string[] {
  const names = new Set<string>();
  for (const each of metrics) {
    for (const name in each) if (names.size < mostNames) names.add(name);
  }
  return [...names];
}

function quoted(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
