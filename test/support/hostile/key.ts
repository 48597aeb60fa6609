/** The key that the client sends: with characters that JSON, URLs and HTML escape. */
export const hostileKey = 'sk-Zq7/Rt+9v_Lw=Kd3xYp';

const hex = (character: string, length: number) => character.charCodeAt(0).toString(16).padStart(length, '0');
const each = (spell: (character: string) => string) => Array.from(hostileKey, spell).join('');

/** The key as JSON text, without its quotes, in the ways in which a server may spell it. */
export const keySpellings: Readonly<Record<string, string>> = {
  plain: hostileKey,
  slashes: hostileKey.replaceAll('/', '\\/'),
  unicode: each((character) => `\\u${hex(character, 4)}`),
  upperUnicode: each((character) => `\\u${hex(character, 4).toUpperCase()}`),
  someUnicode: each((character) => (/[a-m]/i.test(character) ? `\\u${hex(character, 4)}` : character)),
  percent: encodeURIComponent(hostileKey),
  allPercent: each((character) => `%${hex(character, 2)}`),
  html: each((character) => `&#x${hex(character, 1)};`),
  htmlDecimal: each((character) => `&#${String(character.charCodeAt(0))};`),
  twice: each((character) => `\\\\u${hex(character, 4)}`),
};

/** A shorter piece of the key could be chance; as much as this is a leak. */
const reporting = 12;

/** Whether `text` says the key, or much of it, in any spelling. */
export function saysKey(text: string): boolean {
  const pieces = Array.from({ length: hostileKey.length - reporting + 1 }, (_, at) =>
    hostileKey.slice(at, at + reporting),
  );
  let known = text;
  for (let round = 0; round < 4; round++) {
    if (pieces.some((piece) => known.includes(piece))) return true;
    known = decodedOnce(known);
  }
  return false;
}

function decodedOnce(text: string): string {
  const character = (_: string, code: string) => String.fromCharCode(parseInt(code, 16));
  return text
    .replace(/\\+u([0-9a-f]{4})/gi, character)
    .replace(/%([0-9a-f]{2})/gi, character)
    .replace(/&#x0*([0-9a-f]{1,4});/gi, character)
    .replace(/&#0*(\d{1,5});/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\\(.)/g, '$1');
}
