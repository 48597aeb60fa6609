/**
 * Surveys a large training file as the extension does, in threads: every rule of its rows, and beside them roles, lengths,
 * repeats, and probable secrets. Beside it the floor of one thread: lines of a stream, and `JSON.parse` of each.
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/lib/paths.mjs';
import { seededRandom } from '../src/engine/training/random';
import { surveyFile } from '../src/node/surveyFile';

const size = 400 * 1024 * 1024;
const rounds = 3;
const megabyte = 1024 * 1024;
const script = join(root, 'dist', 'survey-thread.js');
const random = seededRandom(7);
const words = [
  ...'the of and to in is that for it as was with be by on not he this are or from at which but'.split(' '),
];

function text(count: number): string {
  const word = () =>
    random.next() < 0.1
      ? String(Math.floor(random.next() * 1e6))
      : words[Math.floor(random.next() * words.length)];
  return Array.from({ length: count }, word).join(' ');
}

const row = () =>
  JSON.stringify({
    messages: [
      { role: 'system', content: 'You answer in one sentence.' },
      { role: 'user', content: text(80) },
      { role: 'assistant', content: text(110) },
    ],
  });

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

async function timed<T>(work: () => Promise<T>): Promise<{ readonly seconds: number; readonly value: T }> {
  const from = performance.now();
  const value = await work();
  return { seconds: (performance.now() - from) / 1000, value };
}

const folder = await mkdtemp(join(tmpdir(), 'survey-bench-'));
try {
  const path = join(folder, 'chats.jsonl');
  await write(path);
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage.rss());
  }, 50);
  const results: { floor: number; survey: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    memory = 0;
    const survey = await timed(() => surveyFile(path, script, undefined));
    const held = memory;
    const floor = await timed(() => parseAll(path));
    if (survey.value.report.examples !== floor.value) throw new Error('They read different rows.');
    const speed = (seconds: number) => `${(size / megabyte / seconds).toFixed(0)} MB/s`;
    console.log(
      `survey ${speed(survey.seconds)}, JSON.parse of each line ${speed(floor.seconds)}; at most ${(held / megabyte).toFixed(0)} MB in memory`,
    );
    results.push({ floor: floor.seconds, survey: survey.seconds });
  }
  clearInterval(watch);
  const ratios = results.map(({ floor, survey }) => floor / survey).sort((a, b) => a - b);
  const middle = ratios[Math.floor(ratios.length / 2)] ?? NaN;
  console.log(
    `${String(availableParallelism())} cores: the survey has ${middle.toFixed(2)} times the speed of one thread that only parses`,
  );
} finally {
  await rm(folder, { recursive: true });
}
