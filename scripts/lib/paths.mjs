import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Where downloads and the state of `npm start` are kept; git ignores it. */
export const cacheFolder = join(root, '.vscode-test');
