/** An event of the layers below `vscode`; shaped so that it can be handed to code that expects VS Code's own. */
export type Event<T> = (listener: (value: T) => void) => { dispose(): void };

export class Emitter<T> {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T) => {
      listener(value);
    };
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  };

  /** How many listen: after everything has been closed, as many as before it was opened. */
  get size(): number {
    return this.listeners.size;
  }

  /** A listener that throws harms neither the others nor whoever fires: its error is nobody's to handle. */
  fire(value: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(value);
      } catch (error) {
        setTimeout(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.listeners.clear();
  }
}
