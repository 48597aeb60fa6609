import type { Disposable } from 'vscode';

/** A base for what owns listeners and timers: they end with it. */
export abstract class DisposableOwner implements Disposable {
  private readonly owned: { dispose(): unknown }[] = [];
  protected isDisposed = false;

  protected own<T extends { dispose(): unknown }>(disposable: T): T {
    if (this.isDisposed) disposable.dispose();
    else this.owned.push(disposable);
    return disposable;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    for (const each of this.owned.reverse()) each.dispose();
    this.owned.length = 0;
  }
}

/** Holds one disposable at a time: a new one ends the old. */
export class Swap<T extends { dispose(): unknown }> implements Disposable {
  private held: T | undefined;

  get value(): T | undefined {
    return this.held;
  }

  set(next: T | undefined): void {
    this.held?.dispose();
    this.held = next;
  }

  dispose(): void {
    this.set(undefined);
  }
}
