import * as z from 'zod/mini';
import { activeJobsKey } from './activeJobsKey';
import type { Memory } from './sources';
import type { JobEnding } from './store';

/** What is reported of a job, and where it is remembered that it was. */
const reportedKeys = { end: 'reportedEndings', pause: 'reportedPauses', stall: 'reportedStalls' } as const;
/** What this person does to a job that would be news if somebody else had done it. */
const ownKeys = { cancel: 'cancelledJobs', pause: 'pausedJobs' } as const;
export type OwnChange = keyof typeof ownKeys;
// Not `z.catch`: it alone would bring all of zod's helpers into the bundle, 10 KB.
const Keys = z.array(z.string());
/** Of how many jobs is remembered that they were active, or that their end was reported. */
const maxRemembered = 500;

/**
 * Which jobs were active when the window was last open, and of which was reported that they ended, paused or do not
 * move: across windows and reloads.
 */
export class EndingMemory {
  constructor(private readonly memory: Memory) {}

  /** Whether jobs of the source were active when they were last looked at: they may have ended since. */
  hasActive(sourceId: string): boolean {
    return this.remembered(activeJobsKey).some((key) => isOf(sourceId, key));
  }

  async rememberActive(sourceId: string, keys: readonly string[]): Promise<void> {
    const before = this.remembered(activeJobsKey);
    const others = before.filter((key) => !isOf(sourceId, key));
    const next = [...others, ...keys].slice(-maxRemembered);
    if (next.join() !== before.join()) await this.memory.update(activeJobsKey, next);
    await this.forget(reportedKeys.pause, keys); // what was resumed may pause again
  }

  /** Only jobs that were seen active, now or before the window was last closed: not those that ended long ago. */
  wasActive(key: string, { previousStatus }: Pick<JobEnding, 'previousStatus'>): boolean {
    return previousStatus !== null || this.remembered(activeJobsKey).includes(key);
  }

  /** This person changes the job: what comes of it will be no news. */
  async rememberOwn(change: OwnChange, key: string): Promise<void> {
    await this.add(ownKeys[change], key);
  }

  /** The change failed, or its outcome was seen: it is as if nobody had tried. */
  async forgetOwn(change: OwnChange, key: string): Promise<void> {
    await this.forget(ownKeys[change], [key]);
  }

  isOwn(change: OwnChange, key: string): boolean {
    return this.remembered(ownKeys[change]).includes(key);
  }

  /** Takes it upon itself to report this of the job. False: it was reported already, perhaps by another window. */
  claim(what: keyof typeof reportedKeys, key: string): Promise<boolean> {
    return this.add(reportedKeys[what], key);
  }

  /** Whether it is new. */
  private async add(list: string, key: string): Promise<boolean> {
    const before = this.remembered(list);
    if (before.includes(key)) return false;
    await this.memory.update(list, [...before, key].slice(-maxRemembered));
    return true;
  }

  private async forget(list: string, keys: readonly string[]): Promise<void> {
    const before = this.remembered(list);
    const rest = before.filter((key) => !keys.includes(key));
    if (rest.length < before.length) await this.memory.update(list, rest);
  }

  private remembered(key: string): string[] {
    return Keys.safeParse(this.memory.get(key)).data ?? [];
  }
}

/** See {@link jobKey}. */
function isOf(sourceId: string, key: string): boolean {
  return key.startsWith(`${sourceId}/`);
}
