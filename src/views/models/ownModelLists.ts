import * as z from 'zod/mini';
import type { JobSource } from '../../jobs/source';
import type { Memory } from '../../jobs/sources';

const memoryKey = 'listsOfOwnModels';
/** Connections that are remembered. */
const maxRemembered = 100;
const Keys = z.array(z.string());

/**
 * Which connections have listed a model of their account, across windows: such a list is believed when it has none any
 * more. One that never had any may be of base models alone.
 */
export class OwnModelLists {
  constructor(private readonly memory: Memory) {}

  has(source: JobSource): boolean {
    return this.remembered.includes(keyOf(source));
  }

  remember(source: JobSource): void {
    const before = this.remembered;
    const key = keyOf(source);
    if (!before.includes(key)) void this.memory.update(memoryKey, [...before, key].slice(-maxRemembered));
  }

  private get remembered(): readonly string[] {
    return Keys.safeParse(this.memory.get(memoryKey)).data ?? [];
  }
}

/** Another kind of server may get the name of one that was removed. */
function keyOf({ id, kind }: JobSource): string {
  return `${id}?${kind}`;
}
