import type { AnswerState, FromTryPage, ToTryPage, TryAnswer } from '../../src/shared/tryProtocol';
import { BrowserPage, type OpenOptions } from './browserPage';

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
export class OpenTry extends BrowserPage<ToTryPage, FromTryPage> {
  protected override get query() {
    return { page: 'try', shown: JSON.stringify({ source: 'Acme', job: 'ftjob-1', model: null }) };
  }

  override async reopen(options: OpenOptions = {}): Promise<void> {
    await super.reopen(options);
    await this.post([tryFacts()]);
  }

  /** Loads the page again, as VS Code does when it is shown again. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.post([tryFacts()]);
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
    await this.post([{ type: 'tryAnswer', run, at, more, state }]);
  }

  text(): Promise<string> {
    return this.page.locator('#app').innerText();
  }
}
