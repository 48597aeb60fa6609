import { t } from '@vscode/l10n';
import { InvalidRequestError, type RequestFacts } from './errors';

/**
 * Names of headers whose values must never be shown or logged. Portkey is a gateway, which begins all of its own so; its
 * configuration may be JSON with the keys of providers in it.
 */
const secretName =
  /auth|(?<!port)key|token|secret|password|cookie|signature|credential|service-account|portkey-config/i;
/** Fields of a request's body, and of JSON in a header, that are secrets: they may carry the key of another service. */
const secretField = /(?:(?:api|access|private|virtual)_?key|token|secret|password)$/i;
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
    secrets.sort((one, other) => other.length - one.length); // one may be a part of another
    if (secrets.join('\n') === this.secrets.join('\n')) return this.redact;
    const known = secrets.map((secret) => new Secret(secret));
    this.secrets = secrets;
    this.redact = (text) => known.reduce((rest, secret) => secret.takenOutOf(rest), text);
    return this.redact;
  }
}

/**
 * Characters of a secret that one pattern has. A token may have thousands: a pattern of them all takes seconds to be
 * compiled, or is refused, with a message that quotes it.
 */
const pieceLength = 64;
/**
 * Where the beginning of a secret goes on otherwise, it was cut, or is another one: up to the next white space, or to the
 * end of the text in JSON that it is in, unless it has quotes itself. What comes behind that is still JSON then.
 */
const restOfWord = /\S*/y;
const restOfText = /(?:[^\s"\\]|\\(?!"))*/y;

/** Found by its beginning, in any spelling, and taken out as far as it goes on. */
class Secret {
  private readonly beginning: RegExp;
  private readonly others: readonly string[];
  /** Compiled once the beginning was found. */
  private rest: readonly RegExp[] | null = null;
  private readonly restOfCut: RegExp;

  constructor(secret: string) {
    this.restOfCut = secret.includes('"') ? restOfWord : restOfText;
    const spellings = Array.from(secret, spellingsOf);
    const pieces = Array.from({ length: Math.ceil(spellings.length / pieceLength) }, (_, at) =>
      spellings.slice(at * pieceLength, (at + 1) * pieceLength).join(''),
    );
    const [first = '', ...others] = pieces;
    this.beginning = new RegExp(first, 'g');
    this.others = others;
  }

  takenOutOf(text: string): string {
    const { beginning } = this;
    let shown = '';
    let at = 0;
    let wordEnd = 0;
    beginning.lastIndex = 0;
    for (let match = beginning.exec(text); match !== null; match = beginning.exec(text)) {
      if (match.index >= at) shown += `${text.slice(at, match.index)}•••`;
      const { end, isWhole } = this.endIn(text, beginning.lastIndex);
      // A server may repeat the beginning a thousand times in one word, whose end is looked for once.
      if (!isWhole && end >= wordEnd) wordEnd = endOf(this.restOfCut, text, end) ?? end;
      at = Math.max(at, isWhole ? end : wordEnd);
    }
    return shown + text.slice(at);
  }

  /** @param from where the beginning ends */
  private endIn(text: string, from: number): { readonly end: number; readonly isWhole: boolean } {
    this.rest ??= this.others.map((piece) => new RegExp(piece, 'y'));
    let end = from;
    for (const piece of this.rest) {
      const next = endOf(piece, text, end);
      if (next === null) return { end, isWhole: false };
      end = next;
    }
    return { end, isWhole: true };
  }
}

/** Where what a sticky pattern matches ends; null: it does not. */
function endOf(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function secretsAmong(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => secretName.test(name))
    .map(([, value]) => value.replace(/^(bearer|basic)\s+/i, ''))
    .filter((value) => value.length >= minSecretLength)
    .flatMap((value) => [value, ...secretsWithin(jsonIn(value), maxDepth)]);
}

/** Of a configuration, whose server may repeat one of its keys alone. */
function jsonIn(value: string): unknown {
  if (!value.startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    return null;
  }
}

function secretsWithin(value: unknown, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) => {
    if (typeof each !== 'string') return secretsWithin(each, depth - 1);
    return secretField.test(name) && each.length >= minSecretLength ? [each] : [];
  });
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
