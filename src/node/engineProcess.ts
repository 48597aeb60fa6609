import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { t } from '@vscode/l10n';
import { EventEmitter } from 'vscode';
import { once } from '../api/once';
import { EngineError } from '../platform/engineError';
import type { EngineAddress, LocalEngine } from '../platform/host';
import type { EngineChild, EngineChildOptions } from './engineChild';

/** How often, and after how many milliseconds each, another window is looked for that was quicker to start one. */
const looks = { count: 4, pause: 500 };

/**
 * The local engine as a child process. One engine serves a data directory: where another window of this user
 * already runs it, that one is joined; when it goes with its window, the next use starts one here.
 */
export class EngineProcess implements LocalEngine {
  private readonly changes = new EventEmitter<void>();
  /** Loaded where an engine is used: the start of the editor does without. */
  private readonly addressFile = once(async () => {
    const { AddressFile } = await import('./engineAddress');
    return new AddressFile(path.join(this.options.dataDir, 'address.json'));
  });
  private child: EngineChild | null = null;
  private starting: Promise<EngineAddress> | null = null;
  private stopping: Promise<void> | undefined;
  private own: EngineAddress | null = null;
  private joined: EngineAddress | null = null;
  private wasStopped = false;
  private isDisposed = false;
  /** Aborted by a stop: what was started before it is no longer wanted. */
  private run = new AbortController();

  readonly onDidChange = this.changes.event;

  constructor(private readonly options: EngineChildOptions) {}

  get address(): EngineAddress | null {
    return this.own ?? this.joined;
  }

  get isJoined(): boolean {
    return this.own === null && this.joined !== null;
  }

  get isStopped(): boolean {
    return this.wasStopped;
  }

  /** Rejects with an {@link EngineError} where it cannot start, or is stopped before it has. */
  async start(): Promise<EngineAddress> {
    const { signal } = this.run;
    this.wasStopped = false;
    await this.stopping;
    throwIfStopped(signal);
    if (this.own !== null) return this.own;
    if (this.starting === null) {
      const starting = this.joinOrSpawn(signal).finally(() => {
        if (this.starting === starting) this.starting = null;
      });
      this.starting = starting;
    }
    return this.starting;
  }

  async stop(): Promise<void> {
    this.wasStopped = true;
    this.run.abort();
    this.run = new AbortController();
    this.starting = null;
    this.joined = null;
    this.stopping = this.child?.end();
    await this.stopping;
    this.changes.fire();
  }

  dispose(): void {
    this.isDisposed = true;
    this.run.abort();
    this.child?.kill();
    this.changes.dispose();
  }

  private async joinOrSpawn(signal: AbortSignal): Promise<EngineAddress> {
    const { joined } = this;
    if (joined !== null) {
      const { isEngineRunning } = await import('./engineAddress');
      const isRunning = await isEngineRunning(joined);
      throwIfStopped(signal);
      if (isRunning) return joined;
      this.joined = null;
    }
    return (await this.join(signal)) ?? (await this.spawnOrJoin(signal));
  }

  private async join(signal: AbortSignal): Promise<EngineAddress | null> {
    const address = await (await this.addressFile()).readLiving();
    throwIfStopped(signal);
    if (address === null) return null;
    this.options.log(`joined the engine of another window at ${address.baseUrl}`);
    this.joined = address;
    this.changes.fire();
    return address;
  }

  /** Two windows may start one at the same time: the second cannot, and joins the first when it listens. */
  private async spawnOrJoin(signal: AbortSignal): Promise<EngineAddress> {
    try {
      return await this.spawn(signal);
    } catch (error) {
      throwIfStopped(signal);
      for (let look = 0; look < looks.count; look++) {
        const address = await this.join(signal);
        if (address !== null) return address;
        await sleep(looks.pause);
      }
      throw error;
    }
  }

  private async spawn(signal: AbortSignal): Promise<EngineAddress> {
    const { EngineChild } = await import('./engineChild');
    await mkdir(this.options.dataDir, { recursive: true });
    throwIfStopped(signal);
    const child = new EngineChild({
      ...this.options,
      log: (line) => {
        if (!this.isDisposed) this.options.log(line); // the log may be gone before the engine is
      },
    });
    this.child = child;
    void child.ended.then(() => {
      this.forget(child);
    });
    const address = await child.address;
    throwIfStopped(signal);
    if (this.child !== child) throw new EngineError(t('The local engine ended as it started'));
    this.own = address;
    try {
      await (await this.addressFile()).write(address);
    } catch (error) {
      this.options.log(`other windows cannot join the engine: ${String(error)}`);
    }
    this.changes.fire();
    return address;
  }

  private forget(child: EngineChild): void {
    if (this.child !== child) return;
    this.child = null;
    const { own } = this;
    this.own = null;
    if (own !== null) this.forgetAddress(own).catch(() => undefined); // a leftover does not respond
    this.changes.fire();
  }

  private async forgetAddress(address: EngineAddress): Promise<void> {
    await (await this.addressFile()).remove(address);
  }
}

/** While something was awaited the engine was stopped, or the window closed. */
function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new EngineError(t('The local engine is stopped'));
}
