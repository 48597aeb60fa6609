import type { SharedTexts } from '../../src/jobs/sharedTexts';

/** What all windows share, in a test. */
export class TestTexts implements SharedTexts {
  readonly all = new Map<string, string>();

  add(name: string, text: string): Promise<boolean> {
    if (this.all.has(name)) return Promise.resolve(false);
    this.all.set(name, text);
    return Promise.resolve(true);
  }

  read(name: string): Promise<string | null> {
    return Promise.resolve(this.all.get(name) ?? null);
  }

  remove(name: string): Promise<void> {
    this.all.delete(name);
    return Promise.resolve();
  }

  names(): Promise<readonly string[]> {
    return Promise.resolve([...this.all.keys()]);
  }
}
