import { t } from '@vscode/l10n';
import { l10n, type Uri, type Webview } from 'vscode';
import { language } from '../platform/language';
import { localeOf } from '../shared/locale';
import type { PageContent } from '../shared/pageContent';

/** The frame of a page: nothing but our own script, style and messages, what kind of page it is, and no data. */
export function pageHtml(
  webview: Webview,
  dist: { script: Uri; style: Uri },
  { page, shown }: PageContent,
): string {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    'img-src data: blob:',
  ].join('; ');
  const messages =
    l10n.bundle === undefined ? '' : ` data-messages="${escaped(JSON.stringify(l10n.bundle))}"`;
  return `<!DOCTYPE html>
<html lang="${escaped(localeOf(language))}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <link rel="stylesheet" href="${escaped(webview.asWebviewUri(dist.style).toString())}" />
    <title>${escaped(t('Fine-Tuning Job'))}</title>
  </head>
  <body data-page="${page}" data-shown="${escaped(JSON.stringify(shown))}"${messages}>
    <div id="app"></div>
    <script nonce="${nonce}" src="${escaped(webview.asWebviewUri(dist.script).toString())}"></script>
  </body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
