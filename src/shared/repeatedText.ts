import type { RepeatedFields } from '../api/wire/repeatedFields';

/** A field that a job has by its request, for people. */
export interface RepeatedFact {
  /** As the provider names it. */
  readonly name: string;
  readonly value: string;
}

/** Names of what is nobody's to read over a shoulder, or in a report that is passed on. */
const secretName = /token|secret|password|credential|api_?key/i;

/** In the order of the provider; text as it is, all else as JSON. */
export function repeatedFacts(fields: RepeatedFields): RepeatedFact[] {
  return Object.entries(fields).map(([name, value]) => ({ name, value: textOf(name, value) }));
}

function textOf(name: string, value: unknown): string {
  const shown = hidden(name, value);
  return typeof shown === 'string' ? shown : JSON.stringify(shown, hidden);
}

function hidden(name: string, value: unknown): unknown {
  return secretName.test(name) && typeof value === 'string' && value !== '' ? '***' : value;
}
