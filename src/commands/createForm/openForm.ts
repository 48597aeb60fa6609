import { t } from '@vscode/l10n';
import { ViewColumn, type WebviewPanel, window } from 'vscode';
import { isRecord } from '../../shared/shapes';
import { dressPage } from '../../views/dressPage';
import { createFormType } from '../../views/names';
import type { App } from '../command';
import { ableSources } from '../connections/chooseSource';
import { draftAt } from './draftAt';
import { CreateFormPage, type FormStart } from './formPage';
import { readKeptForm } from './keptForm';

/** Opens a page that creates a job: a new one each time, since there may be several in the making. */
export function openForm(app: App, start: FormStart): void {
  fill(app, window.createWebviewPanel(createFormType, '', { viewColumn: ViewColumn.Active }), start);
}

/**
 * Brings back a form that was open when the window was closed. A creation that was under way then has ended.
 *
 * @param state as the page left it
 */
export function restoreForm(app: App, panel: WebviewPanel, state: unknown): void {
  const kept = readKeptForm(isRecord(state) ? state['choices'] : null);
  const source = kept === null ? undefined : app.sources.find(kept.source);
  const [other] = ableSources(app, ['create']);
  if (kept === null || (source === undefined && other === undefined)) {
    panel.dispose();
    return;
  }
  const { title, draft, connection } = kept;
  if (source !== undefined) fill(app, panel, { source, draft, title });
  else if (other !== undefined) {
    const text = t('The connection {0} is gone: what was chosen there has to be chosen again.', connection);
    const start = { source: other, draft: draftAt(other, draft, { isSameProvider: false }), title };
    fill(app, panel, { ...start, news: { level: 'warning', text } });
  }
}

function fill(app: App, panel: WebviewPanel, start: FormStart): void {
  new CreateFormPage(app, panel, start);
  dressPage(panel, app.extensionUri, { page: 'createForm', shown: null });
}
