import { pathToFileURL } from 'node:url';

/**
 * The address of a workbench.
 * @param {string} origin the server's
 * @param {string} [workspace] folder
 * @returns {URL}
 */
export function workbenchUrl(origin, workspace) {
  const address = new URL('/', origin);
  if (workspace === undefined) address.searchParams.set('ew', 'true');
  else address.searchParams.set('folder', pathToFileURL(workspace).pathname);
  return address;
}

/**
 * The address of a workbench that runs the tests of an extension; its server needs the test driver.
 * @param {string} origin the server's
 * @param {string} extension folder
 * @param {string} tests the module whose run() is called in the extension host
 * @param {string} [workspace] folder
 */
export function testUrl(origin, extension, tests, workspace) {
  const address = workbenchUrl(origin, workspace);
  /** @param {string} path */
  const remote = (path) => `vscode-remote://${address.host}${pathToFileURL(path).pathname}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(tests)],
  ];
  address.searchParams.set('payload', JSON.stringify(payload));
  return address;
}
