import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Esbuild from 'esbuild';

/** The project, found from here upwards: this file may have been bundled into a folder of its output. */
const root = projectAbove(__dirname);

export interface EngineOptions {
  /** Kept when the engine ends; without it a temporary one is made, and removed by `stop`. */
  readonly dataDir?: string;
  /** Without it the engine makes its own. */
  readonly apiKey?: string;
  /** More flags, such as `['--throttle', '50']`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A built engine, such as `dist/engine.js`; without it one is built, once a run, into `out/engine`. */
  readonly script?: string;
}

/** A real engine in a process of its own. */
export interface EngineProcess {
  /** `http://127.0.0.1:N/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  readonly pid: number;
  /** What it has written to its error output so far. */
  stderr(): string;
  /** SIGTERM, waits for its end, and removes a temporary data directory. Does nothing if it has ended. */
  stop(): Promise<void>;
  /** SIGKILL, and waits for its end. The data directory stays. */
  kill(): Promise<void>;
}

/** Starts an engine and waits until it listens. Rejects with its error output if it ends before that. */
export async function startEngine(options: EngineOptions = {}): Promise<EngineProcess> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'engine-test-')));
  const child = await spawnEngine(dataDir, options);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { baseUrl, apiKey } = await readGreeting(child, () => stderr);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    baseUrl,
    apiKey,
    dataDir,
    process: child,
    pid: child.pid ?? 0,
    stderr: () => stderr,
    stop: async () => {
      await end('SIGTERM');
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
    kill: () => end('SIGKILL'),
  };
}

/** Runs an engine that is expected to end by itself; returns how it did. */
export async function runEngine(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [await builtEngine(), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithUs(child);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'close');
  return { code: child.exitCode, output };
}

async function spawnEngine(
  dataDir: string,
  { apiKey, args, env, script }: EngineOptions,
): Promise<ChildProcess> {
  const flags = ['--data-dir', dataDir, '--parent-pid', String(process.pid)];
  if (apiKey !== undefined) flags.push(`--api-key=${apiKey}`);
  const child = spawn(process.execPath, [script ?? (await builtEngine()), ...flags, ...(args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Inside a desktop VS Code the executable is Electron, which runs as Node when this variable is set.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ...env },
  });
  endWithUs(child);
  return child;
}

/** A test run that ends in the middle leaves no engine behind; were it killed, `--parent-pid` sees to that. */
function endWithUs(child: ChildProcess): void {
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

async function readGreeting(
  child: ChildProcess,
  stderr: () => string,
): Promise<{ baseUrl: string; apiKey: string }> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    child.once('error', reject);
    child.once('close', () => {
      reject(new Error(`the engine ended before it listened: ${stdout}${stderr()}`));
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const [, baseUrl, apiKey] = /^listening on (\S+)\nAPI key: (\S+)\n/.exec(stdout) ?? [];
      if (baseUrl !== undefined && apiKey !== undefined) resolve({ baseUrl, apiKey });
    });
  });
}

let building: Promise<string> | undefined;

/** The engine built from the sources, once a run; returns its script. */
export function builtEngine(): Promise<string> {
  building ??= buildEngine();
  return building;
}

async function buildEngine(): Promise<string> {
  const outdir = path.join(root, 'out', 'engine');
  // Not imported: esbuild cannot be part of a bundle, and the suites inside VS Code are bundles.
  const { build } = createRequire(path.join(root, 'package.json'))('esbuild') as typeof Esbuild;
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { engine: 'src/engine/main.ts', 'engine-worker': 'src/engine/worker.ts' },
    bundle: true,
    mainFields: ['module', 'main'],
    platform: 'node',
    format: 'cjs',
    target: 'es2023',
    logLevel: 'warning',
    outdir,
    write: false,
  });
  mkdirSync(outdir, { recursive: true });
  // Several suites may build at once: each file appears whole.
  for (const { path: target, contents } of outputFiles) {
    const temporary = `${target}.${String(process.pid)}.tmp`;
    writeFileSync(temporary, contents);
    renameSync(temporary, target);
  }
  return path.join(outdir, 'engine.js');
}

function projectAbove(folder: string): string {
  if (existsSync(path.join(folder, 'src', 'engine', 'main.ts'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error('the project is not above this file');
  return projectAbove(parent);
}
