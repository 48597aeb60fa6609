import type { Locator, Page } from 'playwright-core';
import { eventually, unhurried } from './eventually';

/** The command palette, quick picks and input boxes: one widget in VS Code. */
export class QuickInput {
  readonly widget: Locator;
  private readonly input: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget:visible');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /** Runs a command by the title the palette shows, such as `Fine-Tuning: Refresh`. */
  async runCommand(title: string): Promise<void> {
    const patience = { timeout: 2_000 };
    await eventually(async () => {
      // An editor that is just coming into focus does not hand its keys on, and may close the palette again.
      if (!(await this.input.isVisible())) await this.page.keyboard.press('F1');
      await this.input.waitFor(patience);
      await this.input.fill(`>${title}`, patience);
      await this.row(title).first().waitFor(patience);
      await this.row(title).first().click(unhurried);
    });
  }

  /** Opens the palette, and leaves what it finds for this text on screen. */
  async search(text: string): Promise<void> {
    await eventually(async () => {
      if (!(await this.input.isVisible())) await this.page.keyboard.press('F1');
      await this.input.fill(`>${text}`, { timeout: 2_000 });
      const first = this.widget.locator('.quick-input-list .label-name', { hasText: text }).first();
      await first.waitFor({ timeout: 2_000 });
    });
  }

  /** Clicks the row with exactly this label. */
  async pick(label: string): Promise<void> {
    await this.input.waitFor();
    await this.row(label).first().click();
  }

  /** Ticks or unticks the row, where several can be picked. */
  async toggle(label: string): Promise<void> {
    await this.row(label).first().locator('.quick-input-list-checkbox, .monaco-checkbox').first().click();
  }

  /** Puts text into the input, instead of what is there. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** The rows in sight, once there are any: label, and description after two spaces. */
  async rows(): Promise<string[]> {
    const list = this.widget.locator('.quick-input-list .monaco-list-row');
    await list.first().waitFor();
    const rows = await list.all();
    return Promise.all(
      rows.map(async (row) => {
        // A row that is used again keeps, hidden, what it showed before.
        const parts = await row.locator('.label-name:visible, .label-description:visible').allInnerTexts();
        return parts.filter(Boolean).join('  ');
      }),
    );
  }

  /** The label of the row that Enter would choose. */
  async activeRow(): Promise<string> {
    const name = this.widget.locator('.quick-input-list .monaco-list-row.focused .label-name').first();
    return (await name.innerText()).trim();
  }

  title(): Promise<string> {
    return this.widget.locator('.quick-input-title').innerText();
  }

  value(): Promise<string> {
    return this.input.inputValue();
  }

  /** The name at the end of the path in a file dialog: it comes after the title, and Enter before it is lost. */
  suggestedName(expected: RegExp): Promise<string> {
    return eventually(async () => {
      const path = await this.value();
      const name = /(?<=\/)[^/]*$/.exec(path)?.[0];
      if (name === undefined || !expected.test(name))
        throw new Error(`the dialog has ${path}, not ${String(expected)}`);
      return name;
    });
  }

  /** The prompt, or what is wrong with the input. */
  message(): Promise<string> {
    return this.widget.locator('.quick-input-message').innerText();
  }

  /** Waits until the widget's title or placeholder holds this text: the next step of several is there. */
  async waitForStep(text: string): Promise<void> {
    const title = this.widget.locator('.quick-input-title', { hasText: text });
    const placeholder = this.widget.locator(`input[placeholder*=${JSON.stringify(text)}]`);
    await title.or(placeholder).first().waitFor();
  }

  private row(label: string): Locator {
    const name = this.page.locator('.label-name').filter({ hasText: exactly(label) });
    return this.widget.locator('.quick-input-list .monaco-list-row').filter({ has: name });
  }
}

/** Icons stand as characters before a label. */
const exactly = (text: string) => new RegExp(`^\\W*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
