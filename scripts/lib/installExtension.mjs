import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Makes VS Code take folders for installed extensions, where they lie. What VS Code offers for extensions under
 * development, it offers on the web only together with its test driver, which keeps notifications from popping up.
 * @param {string} extensionsFolder
 * @param {readonly string[]} extensions their folders
 */
export async function installExtensions(extensionsFolder, extensions) {
  await mkdir(extensionsFolder, { recursive: true });
  const entries = await Promise.all(extensions.map(entryOf));
  await writeFile(join(extensionsFolder, 'extensions.json'), JSON.stringify(entries));
}

/** @param {string} extension */
async function entryOf(extension) {
  const { publisher, name, version } = JSON.parse(await readFile(join(extension, 'package.json'), 'utf8'));
  return {
    identifier: { id: `${publisher}.${name}` },
    version,
    location: { $mid: 1, scheme: 'file', path: pathToFileURL(extension).pathname },
    metadata: { installedTimestamp: Date.now(), pinned: true, source: 'vsix' },
  };
}
