/** Runs tasks one at a time, in the order they came. A task handles its own failures: it must not throw. */
export class TaskQueue {
  private readonly waiting = new Map<string, () => Promise<void>>();
  private active: Promise<void> | undefined;
  private isClosed = false;

  /** The task starts in a later turn at the earliest: its caller can still respond with the state as it is now. */
  add(id: string, task: () => Promise<void>): void {
    this.waiting.set(id, task);
    setImmediate(() => this.runNext());
  }

  /** Takes a task out that has not begun. */
  remove(id: string): void {
    this.waiting.delete(id);
  }

  /** Begins nothing more, and waits for the task under way. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.active;
  }

  private runNext(): void {
    if (this.active || this.isClosed) return;
    const next = this.waiting.entries().next();
    if (next.done) return;
    const [id, task] = next.value;
    this.waiting.delete(id);
    this.active = task().finally(() => {
      this.active = undefined;
      this.runNext();
    });
  }
}
