import { InvalidRequestError, type RequestFacts } from './errors';

/** Names of headers whose values must never be shown or logged. */
const secretName = /auth|key|token|secret|cookie|signature/i;
/** Shorter values are no secrets, and blotting them out would garble messages. */
const shortestSecret = 6;
const forbiddenInValue = /[^\t\x20-\x7e\x80-\xff]/;
const headerName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Headers by lower-case name: two spellings of one name must not be sent as two values. Later ones win. */
export function mergeHeaders(
  ...sets: readonly (Readonly<Record<string, string>> | undefined)[]
): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const set of sets) {
    for (const [name, value] of Object.entries(set ?? {})) merged[name.toLowerCase()] = value.trim();
  }
  return merged;
}

/**
 * Refuses what HTTP does not allow in a header, before `fetch` does: its message would quote the value, which may
 * be a key.
 */
export function checkHeaders(headers: Readonly<Record<string, string>>, request: RequestFacts): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name)) {
      throw new InvalidRequestError(`“${name}” cannot be the name of an HTTP header`, request);
    }
    if (forbiddenInValue.test(value)) {
      const what = secretName.test(name) ? 'The API key' : `The value of the header “${name}”`;
      throw new InvalidRequestError(
        `${what} has a character that HTTP does not allow: enter it again`,
        request,
      );
    }
  }
}

/** Blots the secrets among `headers` out of what a server says: some repeat the key in their complaints. */
export function redactor(headers: Readonly<Record<string, string>>): (text: string) => string {
  const secrets = Object.entries(headers)
    .filter(([name]) => secretName.test(name))
    .map(([, value]) => value.replace(/^(bearer|basic)\s+/i, ''))
    .filter((value) => value.length >= shortestSecret);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);
}
