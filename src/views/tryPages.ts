import { t } from '@vscode/l10n';
import { type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { DisposableOwner } from '../platform/disposables';
import { setPageTitle } from '../platform/places';
import type { TryTarget } from '../shared/tryProtocol';
import { dressPage } from './dressPage';
import { TryPageState } from './fromTryPage';
import { tryPageType } from './names';
import type { TryServices } from './tryPage';

/** The pages that try models out: one for what it is about; restored after a reload. */
export class TryPages extends DisposableOwner {
  private readonly panels = new Map<string, WebviewPanel>();

  constructor(
    private readonly extensionUri: Uri,
    private readonly services: TryServices,
  ) {
    super();
    this.own({
      dispose: () => {
        for (const panel of this.panels.values()) panel.dispose();
      },
    });
  }

  /** Shows the page of this target: the one that is open, or a new one. */
  async open(target: TryTarget): Promise<void> {
    const open = this.panels.get(nameOf(target));
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const panel = window.createWebviewPanel(tryPageType, '', { viewColumn: ViewColumn.Active });
    setPageTitle(panel, t('Try Model'));
    await this.adopt(panel, target);
  }

  /** Brings back a page that was open when the window was closed. @param state as the page left it */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const parsed = TryPageState.safeParse(state);
    if (parsed.success) await this.adopt(panel, parsed.data.try);
    else panel.dispose();
  }

  private async adopt(panel: WebviewPanel, target: TryTarget): Promise<void> {
    const name = nameOf(target);
    this.panels.get(name)?.dispose(); // opened again before VS Code restored it
    this.panels.set(name, panel);
    panel.onDidDispose(() => {
      if (this.panels.get(name) === panel) this.panels.delete(name);
    });
    const { TryPage } = await import('./tryPage');
    if (this.panels.get(name) !== panel) return; // closed before it was loaded
    new TryPage(panel, target, this.services);
    dressPage(panel, this.extensionUri, { page: 'try', shown: target });
  }
}

function nameOf({ source, job, model }: TryTarget): string {
  return JSON.stringify([source, job, model]);
}
