import * as z from 'zod/mini';
import { isFineTuned } from '../../api/wire/model';
import type { JobSource } from '../../jobs/source';
import type { Memory, Sources } from '../../jobs/sources';
import { DisposableOwner, Swap } from '../../platform/disposables';

const memoryKey = 'listsOfOwnModels';
/** Connections that are remembered. */
const maxRemembered = 100;
const Keys = z.array(z.string());

/**
 * Which connections have listed a model of their account, across windows: such a list is believed when it has none any
 * more. One that never had any may be of base models alone.
 */
export class OwnModelLists extends DisposableOwner {
  private readonly listeners = this.own(new Swap());

  constructor(
    private readonly memory: Memory,
    private readonly sources: Pick<Sources, 'shown' | 'onDidChange'>,
  ) {
    super();
    this.own(
      sources.onDidChange(() => {
        this.follow();
      }),
    );
    this.follow();
  }

  /** Whether the list of this connection has a model of its account, or had one before. */
  has(source: JobSource): boolean {
    return hasOwn(source) || this.remembered.includes(keyOf(source));
  }

  private follow(): void {
    const listeners = this.sources.shown.map((source) =>
      source.models.listed.onDidChange(() => {
        if (hasOwn(source)) this.remember(keyOf(source));
      }),
    );
    this.listeners.set({
      dispose: () => {
        for (const listener of listeners) listener.dispose();
      },
    });
  }

  private remember(key: string): void {
    const before = this.remembered;
    if (!before.includes(key)) void this.memory.update(memoryKey, [...before, key].slice(-maxRemembered));
  }

  private get remembered(): readonly string[] {
    return Keys.safeParse(this.memory.get(memoryKey)).data ?? [];
  }
}

function hasOwn({ models }: JobSource): boolean {
  return models.listed.items.some(isFineTuned);
}

/**
 * Another server may get the name of one that was removed, and a gateway the place of one: it may list base models
 * alone.
 */
function keyOf({ id, kind, address }: JobSource): string {
  return JSON.stringify([id, kind, address]);
}
