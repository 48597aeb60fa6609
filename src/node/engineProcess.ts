import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { t } from '@vscode/l10n';
import { EventEmitter } from 'vscode';
import { EngineError } from '../platform/engineError';
import type { EngineAddress, LocalEngine } from '../platform/host';
import { AddressFile, isEngineRunning } from './engineAddress';
import { EngineChild, type EngineChildOptions } from './engineChild';

/** How often, and after how many milliseconds each, another window is looked for that was quicker to start one. */
const looks = { count: 4, pause: 500 };

/**
 * The local engine as a child process. One engine serves a data directory: where another window of this user
 * already runs it, that one is joined; when it goes with its window, the next use starts one here.
 */
export class EngineProcess implements LocalEngine {
  private readonly changes = new EventEmitter<void>();
  private readonly addressFile: AddressFile;
  private child: EngineChild | null = null;
  private starting: Promise<EngineAddress> | null = null;
  private stopping: Promise<void> | undefined;
  private own: EngineAddress | null = null;
  private joined: EngineAddress | null = null;
  private wasStopped = false;
  private isDisposed = false;

  readonly onDidChange = this.changes.event;

  constructor(private readonly options: EngineChildOptions) {
    this.addressFile = new AddressFile(path.join(options.dataDir, 'address.json'));
  }

  get address(): EngineAddress | null {
    return this.own ?? this.joined;
  }

  get isStopped(): boolean {
    return this.wasStopped;
  }

  async start(): Promise<EngineAddress> {
    this.wasStopped = false;
    await this.stopping;
    if (this.own !== null) return this.own;
    this.starting ??= this.joinOrSpawn().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  async stop(): Promise<void> {
    this.wasStopped = true;
    this.joined = null;
    this.stopping = this.child?.end();
    await this.stopping;
    this.changes.fire();
  }

  dispose(): void {
    this.isDisposed = true;
    this.child?.kill();
    this.changes.dispose();
  }

  private async joinOrSpawn(): Promise<EngineAddress> {
    if (this.joined !== null && (await isEngineRunning(this.joined))) return this.joined;
    this.joined = null;
    return (await this.join()) ?? (await this.spawnOrJoin());
  }

  private async join(): Promise<EngineAddress | null> {
    const address = await this.addressFile.readLiving();
    this.throwIfUnwanted();
    if (address === null) return null;
    this.options.log(`joined the engine of another window at ${address.baseUrl}`);
    this.joined = address;
    this.changes.fire();
    return address;
  }

  /** Two windows may start one at the same time: the second cannot, and joins the first when it listens. */
  private async spawnOrJoin(): Promise<EngineAddress> {
    try {
      return await this.spawn();
    } catch (error) {
      for (let look = 0; look < looks.count; look++) {
        this.throwIfUnwanted();
        const address = await this.join();
        if (address !== null) return address;
        await sleep(looks.pause);
      }
      throw error;
    }
  }

  private async spawn(): Promise<EngineAddress> {
    await mkdir(this.options.dataDir, { recursive: true });
    this.throwIfUnwanted();
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
    if (this.child !== child) throw new EngineError(t('The local engine ended as it started'));
    this.own = address;
    try {
      await this.addressFile.write(address);
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
    if (own !== null) this.addressFile.remove(own).catch(() => undefined); // a leftover does not respond
    this.changes.fire();
  }

  /** While something was awaited the engine was stopped, or the window closed. */
  private throwIfUnwanted(): void {
    if (this.wasStopped || this.isDisposed) throw new EngineError(t('The local engine is stopped'));
  }
}
