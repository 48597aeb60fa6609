import type { Locator, Page } from 'playwright-core';
import { eventually, unhurried } from './eventually';
import { pressMenuItem } from './menu';

/** A tree of the side bar, by its view's name. */
export class TreeView {
  readonly pane: Locator;

  constructor(page: Page, name: string) {
    this.pane = page.locator('.sidebar .pane').filter({
      // Marked where the extension speaks a language of marks.
      has: page.locator(
        [name, `⟦${name}`].map((begin) => `.pane-header[aria-label^=${JSON.stringify(begin)}]`).join(),
      ),
    });
  }

  /** The rows in sight, indented, such as `▾ Running  2` and `    support-bot  gpt-4o-mini · 42 %`. */
  async text(): Promise<string> {
    const rows = await this.pane.locator('.monaco-list-row').evaluateAll((elements) =>
      elements
        .sort((one, other) => Number(one.dataset['index']) - Number(other.dataset['index']))
        .map((row) => {
          const folded = { true: '▾ ', false: '▸ ' }[row.getAttribute('aria-expanded') ?? ''] ?? '  ';
          const parts = [...row.querySelectorAll('.label-name, .label-description')].map(
            (each) => each.textContent,
          );
          return `${'  '.repeat(Number(row.getAttribute('aria-level')) - 1)}${folded}${parts.join('  ')}`;
        }),
    );
    return rows.join('\n');
  }

  /** What the view says where it has no rows. */
  welcome(): Promise<string> {
    return this.pane.locator('.welcome-view-content').filter({ hasText: /\S/ }).innerText();
  }

  /** The buttons below what it says. */
  welcomeButtons(): Promise<string[]> {
    return this.pane.locator('.welcome-view-content .monaco-button').allInnerTexts();
  }

  /** The links in its sentences. */
  welcomeLinks(): Promise<string[]> {
    return this.pane.locator('.welcome-view-content p a').allInnerTexts();
  }

  async clickWelcomeLink(text: string): Promise<void> {
    await this.pane.locator('.welcome-view-content p a', { hasText: text }).click();
  }

  /** The row with exactly this label. */
  row(label: string): Locator {
    const name = this.pane
      .page()
      .locator('.label-name')
      .filter({ hasText: exactly(label) });
    return this.pane.locator('.monaco-list-row').filter({ has: name }).first();
  }

  /** The row that keys act on, while the tree has the focus. */
  get focused(): Locator {
    return this.pane.locator('.monaco-list:focus .monaco-list-row.focused');
  }

  /** Unfolds the view itself. */
  async unfold(): Promise<void> {
    const header = this.pane.locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  }

  /** Unfolds a row that is folded. */
  async expand(label: string): Promise<void> {
    const row = this.row(label);
    if ((await row.getAttribute('aria-expanded')) === 'false')
      await row.locator('.monaco-tl-twistie').click();
  }

  /** Clicks a button that stands in the row, by its title. */
  async clickInline(label: string, title: string): Promise<void> {
    const row = this.row(label);
    const button = row.locator(`.actions .action-label[aria-label^=${JSON.stringify(title)}]`);
    // Rows move while jobs do: then the mouse is over another one.
    await eventually(async () => {
      await row.hover({ timeout: 2_000 });
      await button.waitFor({ timeout: 2_000 });
      await button.click(unhurried);
    });
  }

  /** Clicks an entry of the row's context menu. */
  async clickMenu(label: string, entry: string): Promise<void> {
    // A page that is just being opened takes the focus, which closes the menu.
    await eventually(async () => {
      await this.row(label).click({ button: 'right', timeout: 2_000 });
      await pressMenuItem(this.pane.page(), entry);
    });
  }

  /** Selects exactly these rows. The first click opens a page. */
  async select(...labels: string[]): Promise<void> {
    for (const [index, label] of labels.entries())
      await this.row(label).click(index === 0 ? {} : { modifiers: ['Control'] });
  }

  /** Clicks a button of the view's title, by its name. */
  async clickTitle(name: string): Promise<void> {
    await this.pane.hover();
    const part = this.pane.page().locator('.part.sidebar');
    await part
      .locator(`.action-label[aria-label^=${JSON.stringify(name)}]:visible`)
      .first()
      .click();
  }
}

const exactly = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
