import { t } from '@vscode/l10n';
import { l10n, type Uri, type Webview } from 'vscode';
import { language } from '../platform/language';
import { localeOf } from '../shared/locale';
import type { TryTarget } from '../shared/tryProtocol';

/**
 * The frame of a page: nothing but our own script, style and messages, and no data.
 *
 * @param target what a page that tries models out is about; undefined: it shows jobs
 */
export function pageHtml(
  webview: Webview,
  dist: { script: Uri; style: Uri },
  keys: readonly string[],
  target?: TryTarget,
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
  const tried = target === undefined ? '' : ` data-try="${escaped(JSON.stringify(target))}"`;
  return `<!DOCTYPE html>
<html lang="${escaped(localeOf(language))}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <link rel="stylesheet" href="${escaped(webview.asWebviewUri(dist.style).toString())}" />
    <title>${escaped(t('Fine-Tuning Job'))}</title>
  </head>
  <body data-jobs="${escaped(JSON.stringify(keys))}"${tried}${messages}>
    <div id="app"></div>
    <script nonce="${nonce}" src="${escaped(webview.asWebviewUri(dist.script).toString())}"></script>
  </body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
