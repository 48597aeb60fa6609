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
    this.disposeOwned();
  }

  /** Whatever throws, the rest is disposed of too. */
  private disposeOwned(): void {
    const last = this.owned.pop();
    if (last === undefined) return;
    try {
      last.dispose();
    } finally {
      this.disposeOwned();
    }
  }
}

/** Holds one disposable at a time: a new one ends the old. After its own end it holds none. */
export class Swap<T extends { dispose(): unknown }> implements Disposable {
  private held: T | undefined;
  private isDisposed = false;

  get value(): T | undefined {
    return this.held;
  }

  set(next: T | undefined): void {
    const previous = this.held;
    this.held = this.isDisposed ? undefined : next;
    previous?.dispose();
    if (this.isDisposed) next?.dispose();
  }

  dispose(): void {
    this.isDisposed = true;
    this.set(undefined);
  }
}
