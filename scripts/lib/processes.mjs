import { spawn, spawnSync } from 'node:child_process';
import { Unable } from './main.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * Spawns a process that never outlives this one. With `group` it leads a process group of its own, and all
 * that it spawns goes with it; without, it belongs to this process's group, so that whoever ends that ends all.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { group?: boolean }} [options]
 */
export function start(command, args, { group = false, ...options } = {}) {
  const detached = group && process.platform !== 'win32';
  const child = spawn(command, args, { windowsHide: true, ...options, detached });
  const end = () => kill(child, detached);
  process.once('exit', end);
  child.once('exit', () => {
    process.off('exit', end);
    if (detached) end();
  });
  child.on('error', () => process.off('exit', end));
  return child;
}

/**
 * Asks a process to end, and ends it if it does not within 3 seconds.
 * @param {ChildProcess} child
 */
export async function stop(child) {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => kill(child, false), 3000);
  await ended;
  clearTimeout(timer);
}

/**
 * Runs a command to its end and gives its exit code, null where a signal or the limit ended it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { limit?: number }} [options] limit in milliseconds
 * @returns {Promise<number | null>}
 */
export function run(command, args, { limit, ...options } = {}) {
  const child = start(command, args, { group: true, ...options });
  const timer = limit === undefined ? undefined : setTimeout(() => kill(child, true), limit);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Unable(`${command} cannot be started: ${error.message}`)));
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

/**
 * Runs a command to its end and gives its output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export async function capture(command, args, options = {}) {
  const child = start(command, args, { group: true, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Unable(`${command} cannot be started: ${error.message}`)));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** @param {ChildProcess} child */
const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

/**
 * @param {ChildProcess} child
 * @param {boolean} group
 */
function kill(child, group) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    if (!hasEnded(child)) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(group ? -child.pid : child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
