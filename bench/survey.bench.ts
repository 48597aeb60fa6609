/**
 * Reads a large training file as the extension does, in threads: every rule of its rows alone, as before an upload; and
 * beside the rules roles, lengths, repeats and probable secrets, as for its report. Beside both the floor of one thread:
 * lines of a stream, and `JSON.parse` of each. The work of all threads is given beside the time that passes: on a machine
 * that others use too, it changes less.
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/lib/paths.mjs';
import type { SurveyOptions } from '../src/datasets/survey/surveyChunks';
import { seededRandom } from '../src/engine/training/random';
import { surveyFile } from '../src/node/surveyFile';

const megabyte = 1024 * 1024;
const size = 1024 * megabyte;
const rounds = 5;
/** Of the checks alone, on two cores, to {@link parseAll}. */
const minRatio = 1.7;
/** Of the checks alone, as the first that is read: what other ways leave behind in the process is not theirs. */
const maxMemory = 300 * megabyte;
const script = join(root, 'dist', 'survey-thread.js');
const random = seededRandom(7);
const words = [
  ...'the of and to in is that for it as was with be by on not he this are or from at which but'.split(' '),
];

/** What stands between the words of a row: nothing, what JSON escapes, letters beyond ASCII. */
const between: readonly (readonly string[])[] = [[], ['"so"', 'then:\n'], ['für', '“da”', '🙂']];

function text(count: number, more: readonly string[]): string {
  const all = [...words, ...more];
  const word = () =>
    random.next() < 0.1
      ? String(Math.floor(random.next() * 1e6))
      : all[Math.floor(random.next() * all.length)];
  return Array.from({ length: count }, word).join(' ');
}

/** About 1 KB. One in four has more than roles and texts, so that every rule is applied to it. */
function row(_: unknown, at: number): string {
  const more = between[at % between.length] ?? [];
  return JSON.stringify({
    messages: [
      { role: 'system', content: 'You answer in one sentence.' },
      { role: 'user', content: text(80, more) },
      { role: 'assistant', content: text(110, more), ...(at % 4 === 0 ? { weight: 1 } : {}) },
    ],
  });
}

async function write(path: string): Promise<void> {
  const file = await open(path, 'w');
  for (let written = 0; written < size;) {
    const rows = Array.from({ length: 2_000 }, row);
    const { bytesWritten } = await file.write(`${rows.join('\n')}\n`);
    written += bytesWritten;
  }
  await file.close();
}

async function parseAll(path: string): Promise<number> {
  let rest = '';
  let count = 0;
  const chunks = createReadStream(path, {
    encoding: 'utf8',
    highWaterMark: megabyte,
  }) as AsyncIterable<string>; // it has an encoding
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      JSON.parse(line);
      count++;
    }
  }
  return count;
}

interface Measured<T> {
  readonly value: T;
  /** Seconds that passed, and seconds that all threads worked. */
  readonly seconds: number;
  readonly work: number;
  /** Bytes that were resident at the same time. */
  readonly memory: number;
}

async function measured<T>(read: () => Promise<T>): Promise<Measured<T>> {
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage.rss());
  }, 50);
  const [from, before] = [performance.now(), process.cpuUsage()];
  const value = await read();
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(before);
  clearInterval(watch);
  return { value, seconds, work: (user + system) / 1e6, memory };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

interface Way {
  readonly name: string;
  readonly options: SurveyOptions;
  /** In how many of them: what has no bound is measured once. */
  readonly rounds: number;
  /** In each round: how fast and how much work, both as multiples of the floor's. */
  readonly speeds: number[];
  readonly works: number[];
}

async function compare(path: string): Promise<readonly Way[]> {
  const ways: readonly Way[] = [
    { name: 'the checks alone', options: { checksOnly: true }, rounds, speeds: [], works: [] },
    { name: 'the whole survey', options: {}, rounds: 1, speeds: [], works: [] },
  ];
  const first = await measured(() => surveyFile(path, script, undefined, { checksOnly: true }));
  console.log(`the checks alone, as the first: at most ${(first.memory / megabyte).toFixed(0)} MB in memory`);
  if (first.memory > maxMemory) process.exitCode = 1;
  const speed = ({ seconds }: Measured<unknown>) => `${(size / megabyte / seconds).toFixed(0)} MB/s`;
  for (let round = 0; round < rounds; round++) {
    const floor = await measured(() => parseAll(path));
    console.log(`JSON.parse of each line ${speed(floor)}`);
    for (const { name, options, speeds, works } of ways.filter((way) => round < way.rounds)) {
      const found = await measured(() => surveyFile(path, script, undefined, options));
      if (found.value.report.examples !== floor.value) throw new Error('They read different rows.');
      console.log(`  ${name} ${speed(found)}, at most ${(found.memory / megabyte).toFixed(0)} MB in memory`);
      speeds.push(floor.seconds / found.seconds);
      works.push(found.work / floor.work);
    }
  }
  return ways;
}

async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'survey-bench-'));
  try {
    const path = join(folder, 'chats.jsonl');
    await write(path);
    const ways = await compare(path);
    const cores = availableParallelism();
    for (const { name, speeds, works } of ways) {
      const [faster, more] = [median(speeds).toFixed(2), median(works).toFixed(2)];
      console.log(
        `${String(cores)} cores: ${name}, ${faster} times the speed of one thread that only parses, with ${more} times its work`,
      );
    }
    if (!(median(ways[0]?.speeds ?? []) >= minRatio)) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}

void run();
