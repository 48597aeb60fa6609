import { pathToFileURL } from 'node:url';

/**
 * The address of a workbench with an extension under development, and with its tests where there are any.
 * @param {string} origin the server's
 * @param {{ extension?: string, tests?: string, workspace?: string }} paths absolute
 */
export function workbenchUrl(origin, { extension, tests, workspace }) {
  const { host } = new URL(origin);
  /** @param {string} path */
  const remote = (path) => `vscode-remote://${host}${pathToFileURL(path).pathname}`;
  const payload = [];
  if (extension !== undefined) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  const address = new URL('/', origin);
  if (workspace === undefined) address.searchParams.set('ew', 'true');
  else address.searchParams.set('folder', pathToFileURL(workspace).pathname);
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}
