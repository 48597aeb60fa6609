import { join } from 'node:path';
import { root } from '../lib/paths.mjs';

/**
 * @typedef {object} ToOpen
 * @property {number} run tells one `npm start` from the next
 * @property {string} connection
 * @property {string} job its id
 */

/** The extension that opens a job's page when VS Code has started. */
export const openerFolder = join(root, 'scripts', 'start', 'opener');

/**
 * What it reads, as environment of the extension host.
 * @param {string} connection
 * @param {string} job
 */
export function openerEnvironment(connection, job) {
  /** @type {ToOpen} */
  const toOpen = { run: Date.now(), connection, job };
  return { FINE_TUNING_START: JSON.stringify(toOpen) };
}
