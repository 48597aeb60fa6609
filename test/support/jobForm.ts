import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench';

/** The page that creates a job, by what a person does with it. */
export class JobForm {
  constructor(private readonly workbench: Workbench) {}

  private get page(): FrameLocator {
    return this.workbench.webview();
  }

  /** The control of this label. */
  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  /** Waits until the page shows its fields. */
  async waitFor(title: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await this.field('Training file').waitFor();
  }

  /** Goes to a field with Tab, from where the keyboard is, and types into it; in a list it chooses what begins so. */
  async enter(label: string, text: string): Promise<void> {
    const { keyboard } = this.workbench.page;
    const field = this.field(label);
    await this.tabTo(field);
    const isList = await field.evaluate((element) => element.tagName === 'SELECT');
    if (!isList) {
      // Ctrl+A goes through VS Code, which selects a moment later: also what is typed by then.
      await keyboard.press('ControlOrMeta+Home');
      await keyboard.press('ControlOrMeta+Shift+End');
    }
    await keyboard.type(text);
  }

  async tabTo(control: Locator): Promise<void> {
    const maxFields = 60;
    for (let at = 0; at < maxFields; at += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await this.workbench.page.keyboard.press('Tab');
    }
    throw new Error('Tab does not reach the control.');
  }

  /** From any field. */
  async create(): Promise<void> {
    await this.workbench.page.keyboard.press('ControlOrMeta+Enter');
  }

  /** What stands beside the button. */
  side(): Promise<string> {
    return this.page.locator('.form-side').innerText();
  }

  /** What is said of a field beneath it. */
  about(label: string): Promise<string> {
    return this.page
      .locator('.form-field')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .innerText();
  }

  /** What a section says, with its fields. */
  section(title: string): Promise<string> {
    return this.page.getByRole('group', { name: title, exact: true }).innerText();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}
