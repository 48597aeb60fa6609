// What the extension costs the start of VS Code: evaluating its bundle and activating it, beside evaluating an empty
// file and bare zod; each in a Node process of its own, taken in turns.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

const rounds = 15;
/** Milliseconds. */
const budget = { evaluate: 10, activate: 10 };

/** What one process measured, in milliseconds. */
interface Measured {
  readonly evaluate: number;
  readonly activate: number;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const root = path.join(__dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
try {
  measure();
} finally {
  rmSync(folder, { recursive: true });
}

function measure(): void {
  const subjects = {
    'empty file': writeEmpty(),
    'zod alone': bundleZod("import * as z from 'zod'; exports.z = z.object({ id: z.string() });"),
    'zod/mini alone': bundleZod("import * as z from 'zod/mini'; exports.z = z.object({ id: z.string() });"),
    'dist/node.js': path.join(root, 'dist', 'node.js'),
    'dist/web.js': path.join(root, 'dist', 'web.js'),
  };
  const names = Object.keys(subjects) as (keyof typeof subjects)[]; // its keys, no others
  const measured = new Map<string, Measured[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) measured.get(name)?.push(measureOne(subjects[name]));
  }
  const of = (name: string, what: keyof Measured) =>
    median(measured.get(name)?.map((each) => each[what]) ?? []);
  const floor = of('zod alone', 'evaluate');
  console.log('                      KB   evaluate ms   × zod   activate ms');
  for (const name of names) {
    const size = (statSync(subjects[name]).size / 1024).toFixed(0).padStart(6);
    const evaluate = of(name, 'evaluate');
    const ratio = (evaluate / floor).toFixed(2);
    const activate = name.startsWith('dist') ? of(name, 'activate').toFixed(1) : '';
    console.log(
      `${name.padEnd(18)}${size}${evaluate.toFixed(1).padStart(14)}${ratio.padStart(8)}${activate.padStart(14)}`,
    );
  }
  const own = { evaluate: of('dist/node.js', 'evaluate'), activate: of('dist/node.js', 'activate') };
  for (const what of ['evaluate', 'activate'] as const) {
    const verdict = own[what] < budget[what] ? 'within' : 'BEYOND';
    console.log(`${what}: ${own[what].toFixed(1)} ms, ${verdict} the budget of ${String(budget[what])} ms`);
  }
}

function measureOne(script: string): Measured {
  const child = path.join(__dirname, 'activationChild.cjs');
  return JSON.parse(
    execFileSync(process.execPath, [child, script, folder], { encoding: 'utf8' }),
  ) as Measured; // what it prints
}

function writeEmpty(): string {
  const file = path.join(folder, 'empty.cjs');
  writeFileSync(file, '');
  return file;
}

function bundleZod(contents: string): string {
  const outfile = path.join(folder, `zod${String(contents.length)}.cjs`);
  buildSync({
    stdin: { contents, resolveDir: __dirname },
    outfile,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'es2023',
    mainFields: ['module', 'main'],
  });
  return outfile;
}
