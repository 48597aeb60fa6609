import * as z from 'zod/mini';
import { activeJobsKey } from './activeJobsKey';
import type { Memory } from './sources';
import type { JobEnding } from './store';

const reportedKey = 'reportedEndings';
const cancelledKey = 'cancelledJobs';
// Not `z.catch`: it alone would bring all of zod's helpers into the bundle, 10 KB.
const Keys = z.array(z.string());
/** Of how many jobs is remembered that they were active, or that their end was reported. */
const maxRemembered = 500;

/** Which jobs were active when the window was last open, and whose end was reported: across windows and reloads. */
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
  }

  /** Only jobs that were seen active, now or before the window was last closed: not those that ended long ago. */
  wasActive(key: string, { previousStatus }: Pick<JobEnding, 'previousStatus'>): boolean {
    return previousStatus !== null || this.remembered(activeJobsKey).includes(key);
  }

  /** This person cancelled the job: its end will be no news. */
  async rememberCancelled(key: string): Promise<void> {
    const before = this.remembered(cancelledKey);
    if (!before.includes(key)) await this.memory.update(cancelledKey, [...before, key].slice(-maxRemembered));
  }

  /** The cancelling failed: it is as if nobody had tried. */
  async forgetCancelled(key: string): Promise<void> {
    await this.memory.update(
      cancelledKey,
      this.remembered(cancelledKey).filter((each) => each !== key),
    );
  }

  wasCancelledHere(key: string): boolean {
    return this.remembered(cancelledKey).includes(key);
  }

  /** Takes it upon itself to report this end. False: it was reported already, perhaps by another window. */
  async claim(key: string): Promise<boolean> {
    const reported = this.remembered(reportedKey);
    if (reported.includes(key)) return false;
    await this.memory.update(reportedKey, [...reported, key].slice(-maxRemembered));
    return true;
  }

  private remembered(key: string): string[] {
    return Keys.safeParse(this.memory.get(key)).data ?? [];
  }
}

/** See {@link jobKey}. */
function isOf(sourceId: string, key: string): boolean {
  return key.startsWith(`${sourceId}/`);
}
