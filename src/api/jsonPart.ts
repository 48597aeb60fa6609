import type { Dialect } from './dialects/dialect';

/** What of a job a provider sends as JSON of its own: the job, and its lists. */
export const jsonParts = ['job', 'events', 'checkpoints'] as const;
export type JsonPart = (typeof jsonParts)[number];

/** Where it is; undefined: the provider has none, or sends it with the job. */
export function routeOfPart(
  { inline, routes }: Dialect,
  part: JsonPart,
): ((id: string) => string) | undefined {
  switch (part) {
    case 'job':
      return routes.job;
    case 'events':
      return inline?.events ? undefined : routes.jobEvents;
    case 'checkpoints':
      return inline?.checkpoints ? undefined : routes.jobCheckpoints;
  }
}

export function jsonPartsOf(dialect: Dialect): readonly JsonPart[] {
  return jsonParts.filter((part) => routeOfPart(dialect, part) !== undefined);
}
