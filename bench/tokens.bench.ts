/**
 * Tokens of chats in JSON lines, no two alike, as the extension counts them, in threads; beside them tiktoken's WASM on
 * the texts alone, which then need no parsing. Fails below 4 times its speed, and above 50 ms for a line of one letter.
 */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/lib/paths.mjs';
import { surveyTokens, type TokenSurvey } from '../src/datasets/tokens/survey';
import { seededRandom } from '../src/engine/training/random';
import { TokenThreads } from '../src/node/tokenThreads';
import { referenceOf, tokenizerOf } from '../test/support/tokenFiles';

const encoding = 'o200k_base';
const size = 96 * 1024 * 1024;
/** Of all rows, those that the slower one counts. */
const share = 1 / 16;
const rounds = 3;
const minRatio = 4;
/** Milliseconds. */
const maxLine = 50;

const random = seededRandom(11);
const below = (end: number) => Math.floor(random.next() * end);
const syllables = [
  'ka',
  'ron',
  'mi',
  'tel',
  'o',
  'sun',
  'bra',
  'é',
  'ly',
  'quen',
  'ti',
  'za',
  '中',
  'ши',
  'ed',
];
const folder = join(root, 'dist');

async function readWords(): Promise<readonly string[]> {
  const files = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'];
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  return [...new Set(texts.join(' ').split(/\s+/))];
}

/** Mostly words that there are, some that there are not, and numbers. */
function textOf(words: readonly string[], length: number): string {
  const word = () => {
    const kind = random.next();
    if (kind < 0.8) return words[below(words.length)];
    if (kind < 0.9) return String(below(100_000));
    return Array.from({ length: 2 + below(3) }, () => syllables[below(syllables.length)]).join('');
  };
  return Array.from({ length }, word).join(' ');
}

interface Chats {
  /** What is said in each. */
  readonly texts: readonly (readonly string[])[];
  readonly file: Buffer;
}

async function makeChats(): Promise<Chats> {
  const words = await readWords();
  const texts: string[][] = [];
  const lines: Buffer[] = [];
  for (let bytes = 0; bytes < size; bytes += lines.at(-1)?.length ?? 0) {
    const said = [8, 40 + below(60), 20 + below(60)].map((length) => textOf(words, length));
    const roles = ['system', 'user', 'assistant'];
    const messages = said.map((content, at) => ({ role: roles[at], content }));
    texts.push(said);
    lines.push(Buffer.from(`${JSON.stringify({ messages })}\n`));
  }
  return { texts, file: Buffer.concat(lines) };
}

async function* chunksOf(file: Buffer) {
  for (let at = 0; at < file.length; at += 1024 * 1024) {
    yield new Uint8Array(file.subarray(at, at + 1024 * 1024));
    await Promise.resolve();
  }
}

async function survey(file: Buffer): Promise<TokenSurvey> {
  const threads = new TokenThreads(join(folder, 'token-thread.js'), { encoding, folder }, file.length);
  try {
    return await surveyTokens(chunksOf(file), threads);
  } finally {
    threads.dispose();
  }
}

/** Milliseconds. */
async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

const middle = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
const bytesIn = (texts: readonly (readonly string[])[]) =>
  texts.flat().reduce((sum, each) => sum + Buffer.byteLength(each), 0);
const speedText = (speed: number) => `${(speed / 1000).toFixed(1)} MB/s of text`;

async function compare(): Promise<number> {
  const { texts, file } = await makeChats();
  const some = texts.slice(0, Math.floor(texts.length * share)).flat();
  const reference = await referenceOf(encoding);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    theirs.push(
      await timed(() => {
        for (const each of some) reference.encode_ordinary(each);
      }),
    );
    ours.push(await timed(() => survey(file)));
  }
  reference.free();
  const { rows, tokens } = await survey(file);
  const megabytes = (file.length / 1024 / 1024).toFixed(0);
  const [speed, peer] = [bytesIn(texts) / middle(ours), bytesIn([some]) / middle(theirs)];
  console.log(
    `${String(rows)} rows of ${megabytes} MB, ${String(tokens.total)} tokens, ${String(availableParallelism())} cores`,
  );
  console.log(`the extension, from the file to the sums: ${speedText(speed)}`);
  console.log(`tiktoken's WASM, one thread, texts alone: ${speedText(peer)}`);
  console.log(`that is ${(speed / peer).toFixed(1)} times its speed (at least ${String(minRatio)})`);
  return speed / peer;
}

/** Milliseconds of the slowest time. */
async function countLine(): Promise<number> {
  const tokenizer = await tokenizerOf(encoding);
  const line = 'a'.repeat(1_000_000);
  const times: number[] = [];
  for (let round = 0; round < 5; round++) times.push(await timed(() => tokenizer.count(line)));
  const worst = Math.max(...times);
  console.log(
    `a line of 1,000,000 equal letters: at most ${worst.toFixed(1)} ms (at most ${String(maxLine)})`,
  );
  return worst;
}

async function run(): Promise<void> {
  const [ratio, line] = [await compare(), await countLine()];
  if (!(ratio >= minRatio) || line > maxLine) process.exitCode = 1;
}

void run();
