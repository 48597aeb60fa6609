import { readFileSync, writeFileSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { StartError } from '../startError';
import { temporaryName } from './ids';

/** Who holds the lock: the process, and, where the system knows it, when that process began. */
interface Holder {
  readonly pid: number;
  /** Distinguishes a running engine from another process that got its number later; null where unknown. */
  readonly began: string | null;
}

/**
 * One engine per data directory: takes the lock, or throws a `StartError` if a living engine has it. A lock left
 * by a killed engine is taken over. Returns what gives it back.
 */
export async function takeLock(file: string): Promise<() => Promise<void>> {
  const own = JSON.stringify({ pid: process.pid, began: beginningOf(process.pid) } satisfies Holder);
  for (let attempt = 0; attempt < 5; attempt++) {
    if (createOnly(file, own)) {
      return async () => {
        if ((await readIfThere(file)) === own) await rm(file, { force: true });
      };
    }
    const held = await readIfThere(file);
    if (held === undefined) continue;
    const holder = parseHolder(held);
    if (holder && isAlive(holder)) {
      throw new StartError(
        `the data directory is already served by another engine (pid ${String(holder.pid)})`,
      );
    }
    await setAside(file, held);
  }
  throw new StartError(`cannot take the lock ${file}: other engines are starting on the same data directory`);
}

function createOnly(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Renames the stale lock away; if another engine has just replaced it, gives that one back its own. */
async function setAside(file: string, stale: string): Promise<void> {
  const aside = temporaryName(file);
  try {
    await rename(file, aside);
  } catch {
    return; // Another engine was quicker; the next attempt sees its lock.
  }
  const moved = await readIfThere(aside);
  if (moved !== undefined && moved !== stale) createOnly(file, moved);
  await rm(aside, { force: true });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** A torn or foreign lock has no holder. */
function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value)) return undefined;
    if (typeof value.pid !== 'number' || !Number.isInteger(value.pid) || value.pid < 1) return undefined;
    return {
      pid: value.pid,
      began: 'began' in value && typeof value.began === 'string' ? value.began : null,
    };
  } catch {
    return undefined;
  }
}

function isAlive({ pid, began }: Holder): boolean {
  if (pid === process.pid || !isProcessAlive(pid)) return false;
  return began === null || began === beginningOf(pid);
}

/** Whether a process of that number runs, whichever user owns it. One that ended and was not reaped does not. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return !/^[ZX]/.test(statOf(pid)?.[0] ?? '');
}

/** Linux: the fields of /proc/PID/stat from the third on, which is the state; null elsewhere. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** Linux: the 22nd field of /proc/PID/stat, the start in clock ticks since this boot; and which boot. */
function beginningOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const ticks = statOf(pid)?.[19];
    return ticks === undefined ? null : `${boot} ${ticks}`;
  } catch {
    return null;
  }
}
