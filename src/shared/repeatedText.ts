import type { RepeatedFields } from '../api/wire/repeatedFields';

/** A field that a job has by its request, for people. */
export interface RepeatedFact {
  /** As the provider names it. */
  readonly name: string;
  readonly value: string;
}

/** Names of what is nobody's to read over a shoulder, or in a report that is passed on; a tokenizer is none. */
const secretName = /token(?!iz)|secret|password|credential|(?:api|access|private)_?key/i;

/** In the order of the provider; text as it is, all else as JSON. */
export function repeatedFacts(fields: RepeatedFields): RepeatedFact[] {
  return Object.entries(fields).map(([name, value]) => ({ name, value: textOf(name, value) }));
}

function textOf(name: string, value: unknown): string {
  const shown = hidden(name, value);
  return typeof shown === 'string' ? shown : JSON.stringify(shown, hidden);
}

/** Of a list or an object whose name speaks of secrets, nothing is shown; a number is none. */
function hidden(name: string, value: unknown): unknown {
  const isHideable = typeof value === 'string' ? value !== '' : typeof value === 'object' && value !== null;
  return secretName.test(name) && isHideable ? '***' : value;
}
