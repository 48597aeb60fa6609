import type { Span } from '../locate';

/** What should hardly be learned by a model. */
export type SecretKind = 'key' | 'privateKey' | 'email' | 'card';

export interface Secret {
  readonly kind: SecretKind;
  /** In the text that was searched. */
  readonly span: Span;
}

/**
 * Probable secrets and personal data in the text of a line, one of each kind and place: what looks like the key of a
 * well-known service, a private key, an e-mail address, or the number of a payment card with a right check digit.
 * Looks once through the text, in time that grows with its length alone.
 */
export function* secretsIn(text: string): Generator<Secret, void, undefined> {
  yield* keysIn(text);
  yield* addressesIn(text);
  yield* cardsIn(text);
}

/**
 * Keys by how their services begin them; sources: the services' own pages on key formats, as the pattern lists of
 * secret scanning at GitHub and GitLab gather them. In JSON a letter may stand before them that is an escape (`\n`).
 */
const keyPattern =
  /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----|(?:(?<![A-Za-z0-9])|(?<=\\[nrt]))(?:sk-[A-Za-z0-9_-]{20,200}|(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255}|glpat-[A-Za-z0-9_-]{20,50}|xox[abprs]-[A-Za-z0-9-]{10,200}|AIza[0-9A-Za-z_-]{35}|hf_[A-Za-z0-9]{30,60}|[sr]k_live_[0-9A-Za-z]{20,200})/g;

/** Whether there may be a key: so much is looked for in every text, and a longer pattern takes longer. */
const mayHoldKey = /sk-|AKIA|ASIA|AIza|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|hf_|_live_|PRIVATE KEY/;

function* keysIn(text: string): Generator<Secret, void, undefined> {
  if (!mayHoldKey.test(text)) return;
  for (const { 0: found, index } of text.matchAll(keyPattern)) {
    const isPrivate = found.startsWith('-----');
    if (!isPrivate && !isRandom(found)) continue;
    yield { kind: isPrivate ? 'privateKey' : 'key', span: { start: index, end: index + found.length } };
  }
}

/** Words with hyphens are not: `sk-` may end one. */
function isRandom(key: string): boolean {
  return /\d/.test(key) && /[A-Z]/.test(key);
}

/** Characters before and after the @ of an address, as RFC 5321 limits them. */
const maxLocal = 64;
const maxDomain = 255;

function* addressesIn(text: string): Generator<Secret, void, undefined> {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const local = /[A-Za-z0-9._%+-]+$/.exec(text.slice(Math.max(0, at - maxLocal), at))?.[0];
    const domain = /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}\b/.exec(
      text.slice(at + 1, at + 1 + maxDomain),
    )?.[0];
    if (local === undefined || domain === undefined || isExample(domain)) continue;
    yield { kind: 'email', span: { start: at - local.length, end: at + 1 + domain.length } };
  }
}

/** Names that nobody has; source: RFC 2606 and RFC 6761. */
function isExample(domain: string): boolean {
  return /(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost)$/i.test(domain);
}

/** 13 to 19 digits, in groups or not, as ISO/IEC 7812 numbers them. */
const cardPattern = /(?<![\d.,-])[3-6]\d(?:[ -]?\d){11,17}(?![\d]|[.,-]\d)/g;

/** The same of cards. */
const mayHoldCard = /\d[ -]?\d[ -]?\d[ -]?\d[ -]?\d[ -]?\d[ -]?\d/;

function* cardsIn(text: string): Generator<Secret, void, undefined> {
  if (!mayHoldCard.test(text)) return;
  for (const { 0: found, index } of text.matchAll(cardPattern)) {
    const digits = found.replace(/[ -]/g, '');
    if (isIssued(digits) && hasCheckDigit(digits))
      yield { kind: 'card', span: { start: index, end: index + found.length } };
  }
}

/** How numbers of Visa, Mastercard, American Express, Discover, Diners Club and JCB begin, and how long they are. */
function isIssued(digits: string): boolean {
  return /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14})$/.test(
    digits,
  );
}

/** The last digit fits the others; Luhn's formula, ISO/IEC 7812-1. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits.at(-1 - at));
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
