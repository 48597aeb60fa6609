import { Uri, type WebviewPanel } from 'vscode';
import type { PageContent } from '../shared/pageContent';
import { pageHtml } from './pageHtml';

/** Gives a panel its icon and its page, which begins to run. @param extension the folder of what comes with it */
export function dressPage(panel: WebviewPanel, extension: Uri, content: PageContent): void {
  const dist = Uri.joinPath(extension, 'dist');
  const media = Uri.joinPath(extension, 'media');
  panel.iconPath = {
    light: Uri.joinPath(media, 'page-light.svg'),
    dark: Uri.joinPath(media, 'page-dark.svg'),
  };
  panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
  const bundle = content.page === 'createForm' ? 'form' : 'page';
  const files = { script: Uri.joinPath(dist, `${bundle}.js`), style: Uri.joinPath(dist, `${bundle}.css`) };
  panel.webview.html = pageHtml(panel.webview, files, content);
}
