import * as z from 'zod/mini';
import { isList, isObject, reading, toNumber, toText } from './values';

/** Kinds of errors and scores of graders that are read, and characters of a detail. */
const maxNamed = 100;

/**
 * What a grader makes of one answer. Source: OpenAI's specification, `RunGraderResponse`: `reward`, `sub_rewards` by the
 * names of graders, and in `metadata.errors` a flag for each kind of error, with texts in `…_details` and `…_type`.
 */
export const GraderRun = reading(
  z.object({
    reward: reading(z.optional(z.unknown()), toNumber),
    metadata: reading(z.optional(z.unknown()), toErrors),
    sub_rewards: reading(z.optional(z.unknown()), toRewards),
  }),
  (wire) => ({
    /** Null where the response has no number. */
    reward: wire.reward,
    /** The kinds of errors that came up, as the provider names them, without their details. */
    errors: wire.metadata.kinds,
    /** What is said of them. */
    details: wire.metadata.details,
    /** Of the graders that it is made of, by their names. */
    parts: wire.sub_rewards,
  }),
);
export type GraderRun = z.infer<typeof GraderRun>;

interface GraderErrors {
  readonly kinds: readonly string[];
  readonly details: readonly string[];
}

function toErrors(metadata: unknown): GraderErrors {
  const errors = isObject(metadata) ? metadata['errors'] : null;
  if (!isObject(errors) || isList(errors)) return { kinds: [], details: [] };
  const all = Object.entries(errors).slice(0, maxNamed);
  return {
    kinds: all.filter(([, value]) => value === true).map(([name]) => name),
    details: all.map(([, value]) => toText(value)).filter((text) => text !== null),
  };
}

function toRewards(value: unknown): Readonly<Record<string, number>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxNamed)
      .map(([name, each]) => [name, toNumber(each)] as const)
      .filter((pair): pair is readonly [string, number] => pair[1] !== null),
  );
}
