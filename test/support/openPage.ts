import type { FromPage, ToPage } from '../../src/shared/protocol';
import { BrowserPage, type OpenOptions } from './browserPage';
import { ExtensionSide, type Learned } from './extensionSide';

/** The page of a job or of a comparison, with the extension's end of its messages. */
export class OpenPage extends BrowserPage<ToPage, FromPage> {
  private extension = new ExtensionSide();

  override async reopen(options: OpenOptions = {}): Promise<void> {
    this.extension = new ExtensionSide();
    await super.reopen(options);
  }

  /** Has the extension send what it learned. */
  async send(...learned: readonly Learned[]): Promise<void> {
    await this.post(this.extension.messages(learned));
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
    await this.drawn();
  }
}
