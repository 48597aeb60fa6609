import * as vscode from 'vscode';
import { pageType } from '../../src/views/names';

/**
 * Waits until pages have what they load: their icons come after their title. VS Code 1.100 shows another page only
 * when it has responded to such requests, and for one of a closed or hidden page that takes it 30 seconds.
 */
export async function loadedPages(): Promise<void> {
  const panel = vscode.window.createWebviewPanel(pageType, '', vscode.ViewColumn.Beside, {
    enableScripts: true,
  });
  const shown = new Promise((resolve) => {
    panel.webview.onDidReceiveMessage(resolve);
  });
  panel.webview.html = '<script>acquireVsCodeApi().postMessage("shown")</script>';
  await shown;
  panel.dispose();
}
