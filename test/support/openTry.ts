import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { AnswerState, FromTryPage, ToTryPage, TryAnswer } from '../../src/shared/tryProtocol';
import type { OpenOptions } from './openPage';
import { PageHarness } from './pageHarness';

type Facts = Extract<ToTryPage, { type: 'tryFacts' }>;

export const base = 'gpt-4o-mini-2024-07-18';
export const tuned = 'ft:gpt-4o-mini-2024-07-18:acme:faq:abc123';
const checkpoint = (step: number) => ({
  name: `${tuned}:ckpt-step-${step}`,
  role: 'checkpoint' as const,
  step,
});

export function tryFacts(change: Partial<Facts> = {}): Facts {
  return {
    type: 'tryFacts',
    title: 'Try support-bot',
    connection: 'Acme',
    job: 'Acme/ftjob-1',
    models: [
      { name: base, role: 'base', step: null },
      { name: tuned, role: 'tuned', step: null },
      checkpoint(976),
      checkpoint(488),
    ],
    note: null,
    isByDeployment: false,
    examples: { role: 'validation', filename: 'support.valid.jsonl' },
    problem: null,
    locale: 'en',
    ...change,
  };
}

export const streaming: AnswerState = {
  state: 'streaming',
  firstAfter: 210,
  endAfter: null,
  tokens: null,
  finishReason: null,
  failure: null,
};
export const done: AnswerState = {
  ...streaming,
  state: 'done',
  endAfter: 1_210,
  tokens: 41,
  finishReason: 'stop',
};
export const waiting: TryAnswer = { ...streaming, state: 'waiting', firstAfter: null, text: '' };

/** A page that tries models out, with the extension's end of its messages. */
export class TryPageInBrowser {
  private opened: Page | null = null;
  private errors: string[] = [];
  private harness: PageHarness | null = null;

  get page(): Page {
    if (this.opened === null) throw new Error('The page is not open.');
    return this.opened;
  }

  async start(): Promise<void> {
    this.harness = await PageHarness.start();
  }

  async stop(): Promise<void> {
    await this.harness?.stop();
  }

  async open(options: OpenOptions = {}, facts: Facts = tryFacts()): Promise<void> {
    await this.close();
    if (this.harness === null) throw new Error('The browser has not started.');
    this.opened = await this.harness.newPage(options);
    this.errors = [];
    this.opened.on('pageerror', (error) => this.errors.push(String(error)));
    const target = encodeURIComponent(JSON.stringify({ source: 'Acme', job: 'ftjob-1', model: null }));
    await this.opened.goto(`/?theme=${options.theme ?? 'dark'}&try=${target}`);
    await this.post(facts);
  }

  /** Loads the page again, as VS Code does when it is shown again. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.post(tryFacts());
  }

  /** Fails where the page had errors, or did what its content security policy forbids. */
  async close(): Promise<void> {
    const page = this.opened;
    if (page === null) return;
    this.opened = null;
    try {
      assert.deepEqual(this.errors, []);
      assert.deepEqual(await page.evaluate(() => window.violations), []);
    } finally {
      await page.context().close();
    }
  }

  async post(...messages: readonly ToTryPage[]): Promise<void> {
    await this.page.evaluate((list) => {
      for (const message of list) window.postMessage(message, '*');
    }, messages);
    await this.drawn();
  }

  async drawn(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1)
        await new Promise((resolve) => requestAnimationFrame(resolve));
    });
  }

  /** The messages of one type that the page has sent. */
  async sent<T extends FromTryPage['type']>(type: T): Promise<Extract<FromTryPage, { type: T }>[]> {
    await this.drawn();
    const all = (await this.page.evaluate(() => window.sent)) as readonly unknown[] as readonly FromTryPage[]; // of this page
    return all.filter((message): message is Extract<FromTryPage, { type: T }> => message.type === type);
  }

  async enter(prompt: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(prompt);
    await this.drawn();
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name }).click();
    await this.drawn();
  }

  /** Has an answer of the first request go on. */
  async answer(at: number, more: string, state: AnswerState, run = 1): Promise<void> {
    await this.post({ type: 'tryAnswer', run, at, more, state });
  }

  text(): Promise<string> {
    return this.page.locator('#app').innerText();
  }
}
