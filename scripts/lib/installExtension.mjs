import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Makes VS Code take a folder for an installed extension, where it lies. What VS Code offers for extensions under
 * development, it offers on the web only together with its test driver, which keeps notifications from popping up.
 * @param {string} extensionsFolder
 * @param {string} extension its folder
 */
export async function installExtension(extensionsFolder, extension) {
  const { publisher, name, version } = JSON.parse(await readFile(join(extension, 'package.json'), 'utf8'));
  const entry = {
    identifier: { id: `${publisher}.${name}` },
    version,
    location: { $mid: 1, scheme: 'file', path: pathToFileURL(extension).pathname },
    metadata: { installedTimestamp: Date.now(), pinned: true, source: 'vsix' },
  };
  await mkdir(extensionsFolder, { recursive: true });
  await writeFile(join(extensionsFolder, 'extensions.json'), JSON.stringify([entry]));
}
