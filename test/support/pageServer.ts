import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { themes } from './themes';

const dist = join(__dirname, '..', '..', 'dist');
const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };
const pageNonce = 'page-test';

/** What the extension's HTML asks for: nothing inline, nothing from elsewhere. */
const policy = [
  "default-src 'none'",
  `script-src 'nonce-${pageNonce}'`,
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
].join('; ');

/** Stands in for the extension: gives the page its language, keeps what it sends, and what it stores over a reload. */
const fakeHost = `
  if (window.messages !== undefined) document.body.dataset.messages = JSON.stringify(window.messages);
  const query = new URLSearchParams(location.search);
  document.body.dataset.page = query.get('page') ?? 'jobs';
  document.body.dataset.shown = query.get('shown') ?? '[]';
  window.sent = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.sent.push(message),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
  });
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.sourceFile));
  window.themes = ${JSON.stringify(themes)};
  window.setTheme = (name) => {
    const { bodyClass, variables } = window.themes[name];
    document.documentElement.removeAttribute('style');
    for (const [property, value] of Object.entries(variables)) document.documentElement.style.setProperty(property, value);
    document.body.className = bodyClass;
  };
  window.setTheme(new URLSearchParams(location.search).get('theme') ?? 'dark');
`;

/** @param bundle of the page */
const htmlOf = (bundle: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Fine-tuning job</title>
    <link rel="stylesheet" href="/${bundle}.css" />
  </head>
  <body>
    <div id="app"></div>
    <script nonce="${pageNonce}">${fakeHost}</script>
    <script nonce="${pageNonce}" src="/${bundle}.js"></script>
  </body>
</html>
`;

export interface PageServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the built page as a webview would be, with its content security policy. */
export async function servePage(): Promise<PageServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const name = basename(pathname);
    if (name === '') {
      const html = htmlOf(searchParams.get('page') === 'createForm' ? 'form' : 'page');
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(html);
      return;
    }
    readFile(join(dist, name)).then(
      (content) =>
        response
          .writeHead(200, { 'content-type': types[name.split('.').at(-1) ?? ''] ?? 'text/plain' })
          .end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listens on TCP
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
