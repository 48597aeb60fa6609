import { Slices } from '../slices';
import { toMetrics } from './checkpoint';
import { isObject } from './values';

/** Numbers measured at one step, as the provider names them. */
export type Metrics = Readonly<Record<string, number>>;

/** Measurements of one job that are read. */
const maxMeasurements = 100_000;
/** Characters of one of them that are read. */
const maxLineLength = 100_000;

/** Null where there is no list. Source: `together-ai`, `FineTuningListMetricsResponse`: `{metrics:[{…}]}`. */
export function readMetrics(raw: unknown): readonly Metrics[] | null {
  const list = Array.isArray(raw) ? raw : isObject(raw) ? (raw['metrics'] ?? []) : null;
  return !Array.isArray(list) ? null : list.slice(0, maxMeasurements).map(toMetrics);
}

/**
 * Measurements in JSON lines, in slices; null where there is text and none of it is one. A line that cannot be read is
 * left out: the last one may be half written.
 */
export async function readMetricLines(
  text: string,
  toMeasurement: (line: unknown) => unknown,
  signal?: AbortSignal,
): Promise<readonly Metrics[] | null> {
  const slices = new Slices(signal);
  const all: Metrics[] = [];
  for (let start = 0; start < text.length && all.length < maxMeasurements;) {
    if (slices.isSpent) await slices.rest();
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? text.length : end);
    start += line.length + 1;
    const measurement = toMetrics(toMeasurement(parsed(line)));
    if (Object.keys(measurement).length > 0) all.push(measurement);
  }
  return all.length === 0 && text.trim() !== '' ? null : all;
}

/** Null where it is no JSON, or too much of it for one step. */
function parsed(line: string): unknown {
  try {
    return line.length > maxLineLength ? null : JSON.parse(line);
  } catch {
    return null;
  }
}
