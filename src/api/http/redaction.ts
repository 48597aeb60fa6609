import { t } from '@vscode/l10n';
import { InvalidRequestError, type RequestFacts } from './errors';

/** Names of headers whose values must never be shown or logged. Portkey is a gateway, which begins all of its own so. */
const secretName = /auth|(?<!port)key|token|secret|password|cookie|signature/i;
/** Fields of a request's body that are secrets: a new job may carry the key of another service. */
const secretField = /(?:api_?key|_token)$/i;
/** Objects and lists within one another in which such fields are looked for. */
const maxDepth = 5;
/** Shorter values are no secrets, and taking them out would garble messages. */
const minSecretLength = 6;
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
      throw new InvalidRequestError(t('“{0}” cannot be the name of an HTTP header', name), request);
    }
    if (forbiddenInValue.test(value)) {
      const message = secretName.test(name)
        ? t('The API key has a character that HTTP does not allow: enter it again')
        : t('The value of the header “{0}” has a character that HTTP does not allow: enter it again', name);
      throw new InvalidRequestError(message, request);
    }
  }
}

/**
 * Takes the secrets of a request, in its headers and its body, out of what a server says, since some repeat the key or
 * all that they got in their complaints: as it is, and as JSON, a URL or HTML may spell it.
 */
export class Redaction {
  /** Of the last request: the next one has the same secrets as a rule. */
  private secrets: readonly string[] = [];
  private redact: (text: string) => string = (text) => text;

  /** @param json the body, where it is JSON */
  for(headers: Readonly<Record<string, string>>, json?: unknown): (text: string) => string {
    const secrets = [...secretsAmong(headers), ...secretsWithin(json, maxDepth)];
    if (secrets.join('\n') === this.secrets.join('\n')) return this.redact;
    const patterns = secrets.map(patternOf);
    this.secrets = secrets;
    this.redact = (text) => patterns.reduce((rest, pattern) => rest.replace(pattern, '•••'), text);
    return this.redact;
  }
}

function secretsAmong(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => secretName.test(name))
    .map(([, value]) => value.replace(/^(bearer|basic)\s+/i, ''))
    .filter((value) => value.length >= minSecretLength);
}

function secretsWithin(value: unknown, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) => {
    if (typeof each !== 'string') return secretsWithin(each, depth - 1);
    return secretField.test(name) && each.length >= minSecretLength ? [each] : [];
  });
}

function patternOf(secret: string): RegExp {
  return new RegExp(Array.from(secret, spellingsOf).join(''), 'g');
}

/** A character as itself, with a backslash, as `\u0073`, `%73`, `&#x73;` or `&#115;`. */
function spellingsOf(character: string): string {
  const code = character.charCodeAt(0); // headers have no characters beyond U+00FF
  const hex = code
    .toString(16)
    .padStart(2, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const itself = /[A-Za-z0-9]/.test(character)
    ? character
    : `\\\\{0,8}\\x${code.toString(16).padStart(2, '0')}`;
  const html = `[xX]0{0,6}${hex}|0{0,6}${String(code)}`;
  // The marks of an escape may be those of a URL themselves.
  return `(?:${itself}|(?:\\\\|%5[cC]){1,8}u00${hex}|%(?:25){0,4}${hex}|(?:&|%26)(?:#|%23)(?:${html})(?:;|%3[bB]))`;
}
