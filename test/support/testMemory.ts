import type { Memory } from '../../src/jobs/sources';

/** What outlives a window, in a test. */
export class TestMemory implements Memory {
  updates = 0;
  private readonly values: Map<string, unknown>;

  constructor(values: Readonly<Record<string, unknown>> = {}) {
    this.values = new Map(Object.entries(values));
  }

  get(key: string): unknown {
    return this.values.get(key);
  }

  update(key: string, value: unknown): Promise<void> {
    this.updates++;
    this.values.set(key, value);
    return Promise.resolve();
  }
}
