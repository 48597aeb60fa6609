/**
 * One edit in an open training file of 10 MB: how long the extension host needs until it knows all that is wrong.
 * Beside it the floor of a check that reads everything again: `JSON.parse` of each line. Fails above 50 ms.
 */
import { CheckedDocument, type LineChange } from '../src/datasets/checkedDocument';

const size = 10 * 1024 * 1024;
const editCount = 200;
/** Milliseconds. */
const maxEdit = 50;

const row = (at: number) =>
  JSON.stringify({
    messages: [
      { role: 'system', content: 'You answer in one sentence.' },
      { role: 'user', content: `Question ${String(at)}: ${'why '.repeat(100)}` },
      { role: 'assistant', content: `Because ${'of that '.repeat(50)}` },
    ],
  });

/** What people do: type in a line, break it and put it right, add and remove lines. */
const edits: readonly ((lines: string[], at: number) => LineChange)[] = [
  (lines, at) => replace(lines, at, [`${lines[at] ?? ''} `]),
  (lines, at) => replace(lines, at, [(lines[at] ?? '').slice(0, -1)]),
  (lines, at) => replace(lines, at, [row(at)]),
  (lines, at) => replace(lines, at, [row(at), row(at)]),
  (lines, at) => replace(lines, at, []),
];

function replace(lines: string[], start: number, added: readonly string[]): LineChange {
  lines.splice(start, 1, ...added);
  return { start, removed: 1, added: added.length };
}

function timed(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;
const text = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;

const lines: string[] = [];
for (let length = 0; length < size; length += lines.at(-1)?.length ?? 0) lines.push(row(lines.length));
let document = new CheckedDocument(0, () => '');
const first = timed(() => {
  document = new CheckedDocument(lines.length, (at) => lines[at] ?? '');
});
const times: number[] = [];
const floors: number[] = [];
for (let round = 0; round < editCount; round++) {
  const at = (round * 7_919) % lines.length;
  const change = edits[round % edits.length]?.(lines, at);
  if (change === undefined) continue;
  times.push(
    timed(() => {
      document.change([change], lines.length);
      document.report();
    }),
  );
  if (round % 20 === 2) floors.push(timed(() => lines.forEach((line) => parsed(line))));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // broken by an edit
  }
}

const [middle, worst, floor] = [quantile(times, 0.5), quantile(times, 1), quantile(floors, 0.25)];
console.log(
  `${String(lines.length)} rows of ${String(size / 1024 / 1024)} MB: read at first in ${text(first)}`,
);
console.log(`an edit: ${text(middle)}, at most ${text(worst)}; JSON.parse of all rows: ${text(floor)}`);
console.log(`an edit is ${(middle / floor).toFixed(2)} times that`);
if (worst > maxEdit) {
  console.log(`more than ${String(maxEdit)} ms`);
  process.exitCode = 1;
}
