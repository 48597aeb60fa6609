/**
 * The longest slice of what may be large: how long the event loop of the extension host has to wait while it is read.
 * Beside each the floor, the same bytes read at once by what the platform has. Fails where a slice is longer than
 * 50 ms in every round.
 */
import { parseInSlices } from '../src/api/http/parseInSlices';
import { decodeResultFile } from '../src/api/resultFile';
import { checkDataset } from '../src/datasets/check';
import { Slices } from '../src/api/slices';
import { printJson } from '../src/shared/printJson';

const ROUNDS = 5;
/** Milliseconds. */
const maxTextLength = 50;
const megabyte = 1024 * 1024;

interface Case<T> {
  readonly name: string;
  readonly make: () => T;
  readonly work: (input: T) => Promise<unknown>;
  readonly floor: (input: T) => unknown;
}

interface Timed {
  /** Milliseconds that nothing else could run. */
  readonly longest: number;
  /** Milliseconds. */
  readonly total: number;
}

/** Keeps the type of a case's input to itself. */
function named<T>(name: string, make: Case<T>['make'], work: Case<T>['work'], floor: Case<T>['floor']) {
  return { name, measure: () => measure({ name, make, work, floor }) };
}

const toBytes = (text: string) => Buffer.from(text);
const parseJson = (text: string) => JSON.parse(text) as unknown;
const job = (at: number) =>
  `{"id":"ftjob-${at}","object":"fine_tuning.job","created_at":${1_700_000_000 + at},"status":"succeeded","model":"a-model","training_file":"file-${at}","result_files":["file-r${at}"],"hyperparameters":{"n_epochs":3,"batch_size":"auto"},"error":null}`;
const filled = (text: string, bytes: number) => text.repeat(Math.ceil(bytes / text.length));
const jobs = (bytes: number) =>
  `{"object":"list","data":[${Array.from({ length: Math.ceil(bytes / job(1e5).length) }, (_, at) => job(at)).join(',')}],"has_more":false}`;
const brackets = (bytes: number) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2);
const list = (item: string, bytes: number) => `[${filled(`${item},`, bytes)}${item}]`;
const string = (bytes: number) => `"${'x'.repeat(bytes)}"`;
const base64 = (bytes: number) => () =>
  toBytes(toBytes(`step,train_loss\n${filled('12345,0.12345\n', bytes * 0.75)}`).toString('base64'));
const example = `${JSON.stringify({
  messages: [
    { role: 'user', content: 'What is the capital of France, and since when?' },
    { role: 'assistant', content: 'Paris, with interruptions, since the year 987.' },
  ],
})}\n`;
const withImage = (bytes: number) =>
  `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":${string(bytes)}}}]},{"role":"assistant","content":"A fox."}]}\n`;

const pretty = (name: string, make: () => string, floor: (text: string) => unknown = parseJson) =>
  named(`print ${name}`, make, (text) => printJson(text, new Slices()), floor);
const decode = (size: number) =>
  named(
    `decode ${size} MB of base64`,
    base64(size * megabyte),
    (bytes) => decodeResultFile(bytes),
    (bytes) => Buffer.from(bytes.toString('latin1'), 'base64').toString(),
  );
const check = (name: string, line: string, size: number) =>
  named(
    `check ${size} MB of ${name}`,
    () => toBytes(filled(line, size * megabyte)),
    (bytes) => checkDataset(chunksOf(bytes)),
    (bytes) => Buffer.from(bytes).toString().split('\n'),
  );
const parse = (name: string, make: () => string, floor: (text: string) => unknown = parseJson) =>
  named(`parse ${name}`, make, (text) => parseInSlices(text), floor);

const cases = [
  pretty('16 MB of jobs', () => jobs(16 * megabyte)),
  pretty('16 MB of brackets', () => brackets(16 * megabyte), toBytes),
  pretty('a string of 12 MB', () => string(12 * megabyte)),
  decode(8),
  decode(48),
  check('junk', 'x\n', 4),
  check('junk', 'x\n', 64),
  check('empty lines', '\n', 64),
  check('good examples', example, 4),
  check('good examples', example, 64),
  check('examples with an image', withImage(14 * megabyte), 28),
  check(
    'one line of messages',
    `{"messages":[${filled('{"role":"user","content":"a"},', 15 * megabyte)}0]}\n`,
    15,
  ),
  check('one line of brackets', `${brackets(15 * megabyte)}\n`, 15),
  parse('28 MB of jobs', () => jobs(28 * megabyte)),
  parse('30 MB of brackets', () => brackets(30 * megabyte), toBytes),
  parse('30 MB of empty lists', () => list('[]', 30 * megabyte)),
  parse('a string of 30 MB', () => string(30 * megabyte)),
  parse('30 MB of numbers', () => list('1', 30 * megabyte)),
];

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += 64 * 1024)
    yield await Promise.resolve(bytes.subarray(at, at + 64 * 1024));
}

/** Runs some work; a task that comes again and again notes how late it is. */
async function timed(work: () => unknown): Promise<Timed> {
  await new Promise((resolve) => setTimeout(resolve)); // what was left over is done
  const began = performance.now();
  let last = began;
  let longest = 0;
  let isOver = false;
  const note = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(note);
  };
  setImmediate(note);
  await work();
  isOver = true;
  note();
  return { longest, total: last - began };
}

async function measure<T>({ name, make, work, floor }: Case<T>): Promise<boolean> {
  const input = make();
  const rounds: Timed[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await timed(() => work(input)));
  const atOnce = await timed(() => floor(input));
  const best = rounds.reduce((a, b) => (b.longest < a.longest ? b : a));
  const isFine = best.longest <= maxTextLength;
  const ratio = (best.longest / atOnce.longest).toFixed(2);
  console.log(
    `${isFine ? '✔' : '✖'} ${name}: longest slice ${ms(best.longest)} of ${ms(best.total)}; at once ${ms(atOnce.longest)}, ratio ${ratio}`,
  );
  return isFine;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

async function main(): Promise<void> {
  let tooLong = 0;
  for (const each of cases) if (!(await each.measure())) tooLong += 1;
  if (tooLong === 0) return;
  console.log(`${tooLong} have slices of more than ${maxTextLength} ms in all of ${ROUNDS} rounds`);
  process.exitCode = 1;
}

void main();
