// Writes what `src/datasets/tokens` counts with, out of OpenAI's tiktoken: the tokens of each encoding, and what its
// version of Unicode takes each character for.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tiktoken } from 'tiktoken/lite';
import { root } from './paths.mjs';

/** The encodings that are shipped. */
const encodings = ['o200k_base', 'cl100k_base'];
const source = 'node_modules/tiktoken/package.json';

/**
 * Writes the files, unless they are there and newer than what they are made of.
 * @param {string} folder
 * @returns {Promise<string>} what they are made of, relative to the project
 */
export async function writeTokenFiles(folder) {
  await mkdir(folder, { recursive: true });
  for (const encoding of encodings)
    await writeOnce(join(folder, `${encoding}.ranks`), () => ranksOf(encoding));
  await writeOnce(join(folder, 'characters.kinds'), kindsOfCharacters);
  return source;
}

/**
 * @param {string} file
 * @param {() => Buffer | Promise<Buffer>} make
 */
async function writeOnce(file, make) {
  const madeOf = [join(root, source), import.meta.filename];
  const [made, ...changes] = await Promise.all(
    [file, ...madeOf].map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  if (changes.every((change) => change < (made ?? 0))) return;
  await writeFile(file, await make());
}

/**
 * The tokens of an encoding in the order of their ranks: their number, their lengths, their bytes.
 * @param {string} encoding
 * @returns {Promise<Buffer>}
 */
export async function ranksOf(encoding) {
  const file = join(root, 'node_modules/tiktoken/encoders', `${encoding}.json`);
  const { bpe_ranks: text } = JSON.parse(await readFile(file, 'utf8'));
  const tokens = tokensIn(text);
  const count = Buffer.alloc(4);
  count.writeUInt32LE(tokens.length);
  return Buffer.concat([count, Buffer.from(tokens.map(({ length }) => length)), ...tokens]);
}

/**
 * @param {string} text lines of `! RANK TOKEN TOKEN…`, the tokens in base64, the first of that rank
 * @returns {Buffer[]} in the order of their ranks
 */
function tokensIn(text) {
  /** @type {Buffer[]} */
  const tokens = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, first, ...rest] = line.split(' ');
    if (Number(first) !== tokens.length) throw new Error(`The ranks have a hole before ${String(first)}.`);
    for (const token of rest) tokens.push(Buffer.from(token, 'base64'));
  }
  return tokens;
}

/** The kinds of `src/datasets/tokens/characters.ts`, as tiktoken's patterns name them; 128 is what none of them is. */
const kinds = [
  { pattern: '[\\p{Lu}\\p{Lt}]', kind: 1 },
  { pattern: '\\p{Ll}', kind: 2 },
  { pattern: '[\\p{Lm}\\p{Lo}]', kind: 4 },
  { pattern: '\\p{M}', kind: 8 },
  { pattern: '\\p{N}', kind: 16 },
  { pattern: '[^\\S\\r\\n]', kind: 32 },
  { pattern: '[\\r\\n]', kind: 64 },
];
const otherKind = 128;
/** Bytes alone as tokens: what a pattern finds comes back as it is. */
const bytesAlone = `! 0 ${Array.from({ length: 256 }, (_, byte) => Buffer.from([byte]).toString('base64')).join(' ')}`;
/** Unicode has letters, marks, numbers and white space in these planes only. */
const planes = [0, 1, 2, 3, 14];

/**
 * Where what is of one kind begins: four bytes each, the code point times 256, and the kind.
 * @returns {Buffer}
 */
export function kindsOfCharacters() {
  const kindOf = new Uint8Array(0x110000).fill(otherKind);
  const text = planes.map(textOfPlane).join('');
  for (const { pattern, kind } of kinds)
    for (const character of found(pattern, text)) kindOf[character.codePointAt(0) ?? 0] = kind;
  /** @type {number[]} */
  const starts = [];
  kindOf.forEach((kind, code) => {
    if (code === 0 || kind !== kindOf[code - 1]) starts.push(code * 256 + kind);
  });
  const file = Buffer.alloc(starts.length * 4);
  starts.forEach((start, at) => file.writeUInt32LE(start, at * 4));
  return file;
}

/** @param {number} plane */
function textOfPlane(plane) {
  const codes = Array.from({ length: 0x10000 }, (_, at) => plane * 0x10000 + at);
  return codes.map((code) => (code >= 0xd800 && code <= 0xdfff ? '' : String.fromCodePoint(code))).join('');
}

/**
 * @param {string} pattern
 * @param {string} text
 * @returns {string} all of it that the pattern finds
 */
function found(pattern, text) {
  const encoder = new Tiktoken(bytesAlone, {}, pattern);
  try {
    return Buffer.from(encoder.encode_ordinary(text)).toString('utf8');
  } finally {
    encoder.free();
  }
}
