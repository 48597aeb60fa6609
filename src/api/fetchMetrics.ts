import { t } from '@vscode/l10n';
import type { Dialect } from './dialects/dialect';
import { type ResponseFacts, unexpected } from './http/response';
import { isStatus, type RequestSpec, type Transport } from './http/transport';
import { type Metrics, readMetricLines, readMetrics } from './wire/metrics';

/**
 * What a provider measured of one job, oldest first, at the address that the spec names: a list, or where the dialect
 * has a `metricsFile`, a link to one. Throws the errors of `http/errors.ts`.
 */
export async function fetchMetrics(
  transport: Transport,
  { metricsFile, toMetrics }: Pick<Dialect, 'metricsFile' | 'toMetrics'>,
  spec: RequestSpec,
): Promise<readonly Metrics[]> {
  if (metricsFile !== undefined) return fetchFile(transport, metricsFile, spec);
  return transport.json(
    spec,
    (raw, facts) => readMetrics(toMetrics === undefined ? raw : toMetrics(raw)) ?? noMetrics(facts),
  );
}

/** What is not there yet is not found: the address may be signed before the first step is written. */
async function fetchFile(
  transport: Transport,
  { link: linkIn, toMeasurement }: NonNullable<Dialect['metricsFile']>,
  spec: RequestSpec,
): Promise<readonly Metrics[]> {
  try {
    const link = await transport.json(spec, linkIn);
    if (link === null) return [];
    return await transport.textAs(
      { ...spec, link, headers: { accept: '*/*' } },
      async (text, facts) => (await readMetricLines(text, toMeasurement, spec.signal)) ?? noMetrics(facts),
    );
  } catch (error) {
    if (isStatus(error, 404)) return [];
    throw error;
  }
}

function noMetrics(facts: ResponseFacts): never {
  throw unexpected(t('The server responded with no metrics'), '', facts);
}
