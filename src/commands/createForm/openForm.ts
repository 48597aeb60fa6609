import { ViewColumn, window } from 'vscode';
import { setPageTitle } from '../../platform/places';
import { dressPage } from '../../views/dressPage';
import { createFormType } from '../../views/names';
import type { App } from '../command';
import { CreateFormPage, type FormStart } from './formPage';

/** Opens a page that creates a job: a new one each time, since there may be several in the making. */
export function openForm(app: App, start: FormStart): void {
  const panel = window.createWebviewPanel(createFormType, '', { viewColumn: ViewColumn.Active });
  setPageTitle(panel, start.title);
  new CreateFormPage(app, panel, start);
  dressPage(panel, app.extensionUri, { page: 'createForm', shown: null });
}
