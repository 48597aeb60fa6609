import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Unable } from '../lib/main.mjs';
import { root } from '../lib/paths.mjs';
import { freePort, isFree } from '../lib/ports.mjs';
import { start, stop } from '../lib/processes.mjs';

/**
 * @typedef {object} Engine
 * @property {string} baseUrl
 * @property {string} apiKey
 * @property {Promise<number | null>} exit settles when it ends, with its exit code
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the local engine, on the same port as the last time where that is free: what the extension remembers of
 * a connection goes by its address.
 * @param {string} folder
 * @returns {Promise<Engine>}
 */
export async function startEngine(folder) {
  const port = await rememberedPort(folder);
  const args = [
    '--port',
    String(port),
    '--data-dir',
    join(folder, 'engine'),
    '--parent-pid',
    String(process.pid),
  ];
  const child = start(process.execPath, [join(root, 'dist', 'engine.js'), ...args], {
    group: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  /** @type {Promise<number | null>} */
  const exit = new Promise((resolve) => child.once('exit', resolve));
  const answers = await answersOf(child);
  if (answers === undefined) throw new Unable('the local engine did not start');
  return { ...answers, exit, stop: () => stop(child) };
}

/** @param {string} folder */
async function rememberedPort(folder) {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'engine-port');
  const last = Number(await readFile(path, 'utf8').catch(() => '0'));
  const port = last > 0 && (await isFree(last)) ? last : await freePort();
  await writeFile(path, String(port));
  return port;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ baseUrl: string, apiKey: string } | undefined>} undefined where it ended
 */
async function answersOf(child) {
  if (child.stdout === null) return undefined;
  let baseUrl;
  for await (const line of createInterface({ input: child.stdout })) {
    baseUrl ??= /^listening on (\S+)/.exec(line)?.[1];
    const apiKey = /^API key: (\S+)/.exec(line)?.[1];
    if (baseUrl === undefined || apiKey === undefined) continue;
    child.stdout.resume();
    return { baseUrl, apiKey };
  }
  return undefined;
}
