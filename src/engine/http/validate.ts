import type * as z from 'zod';
import type { HttpError } from './httpError';
import { badRequest } from './httpError';

/** Parses what a client sent; throws a 400 that names the first parameter at fault, as OpenAI does. */
export function parseParams<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw issue ? errorFor(issue, value) : badRequest('The request is invalid.');
}

function errorFor(issue: z.core.$ZodIssue, value: unknown): HttpError {
  if (issue.code === 'unrecognized_keys') {
    const param = [...issue.path, issue.keys[0] ?? ''].join('.');
    return badRequest(`Unrecognized request argument supplied: ${param}`, param, 'unknown_parameter');
  }
  const param = issue.path.join('.');
  if (param === '') return badRequest('The request body must be a JSON object.');
  if (isMissing(issue.path, value)) {
    return badRequest(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter');
  }
  return badRequest(`Invalid '${param}': ${issue.message}.`, param, 'invalid_value');
}

function isMissing(path: readonly PropertyKey[], value: unknown): boolean {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !(key in at)) return true;
    at = (at as Record<PropertyKey, unknown>)[key]; // Any object may be read so; what comes out is unknown.
  }
  return at === undefined;
}
