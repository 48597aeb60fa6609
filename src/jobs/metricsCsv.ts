import type { Metrics } from '../api/metrics';

/** Measured numbers as a result file has them: a column a name, a line a measurement, blank where there is none. */
export function metricsCsv(metrics: readonly Metrics[]): string {
  const names = [...new Set(metrics.flatMap((each) => Object.keys(each)))];
  const lines = metrics.map((each) => names.map((name) => String(each[name] ?? '')).join(','));
  return `${[names.map(quoted).join(','), ...lines].join('\n')}\n`;
}

function quoted(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
