import type { Dialect } from './dialects/dialect';

/** What of a job a provider sends as JSON of its own: the job, and its lists. */
export const jsonParts = ['job', 'events', 'checkpoints'] as const;
export type JsonPart = (typeof jsonParts)[number];

/** JSON as a provider sent it. */
export interface SentJson {
  readonly text: string;
  /** Where it is only the beginning of a list, in the provider's order. */
  readonly beginning: Beginning | null;
}

/** How many items a beginning has, and how many there are in all; null: the provider does not say. */
export interface Beginning {
  readonly shown: number;
  readonly total: number | null;
}

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
