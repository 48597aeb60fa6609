import { openAsBlob } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../lib/paths.mjs';

/** @typedef {{ baseUrl: string, apiKey: string }} Connection */

/**
 * Gives an engine without any jobs some real ones, so that there is something true to see: one that succeeds, one
 * whose data is broken, one cancelled, one that takes minutes.
 * @param {Connection} engine
 */
export async function createFirstJobs(engine) {
  const { data } = await request(engine, '/fine_tuning/jobs?limit=1');
  if (data.length > 0) return;
  const training = await upload(engine, 'support-bot.jsonl');
  const validation = await upload(engine, 'support-bot-validation.jsonl');
  const broken = await upload(engine, 'broken.jsonl');
  const haiku = await upload(engine, 'haiku.jsonl');
  await create(engine, 'support-bot', 'local-small', 4, {
    training_file: training,
    validation_file: validation,
  });
  await create(engine, 'faq', 'local-small', 3, { training_file: broken });
  const cancelled = await create(engine, 'haiku', 'local-medium', 50, { training_file: haiku });
  await create(engine, 'support-bot-long', 'local-medium', 50, {
    training_file: training,
    validation_file: validation,
  });
  void cancelWhenRunning(engine, cancelled).catch(() => {
    // It goes on to its end, then.
  });
}

/**
 * The job to show first: one that trains, or will be the next to, else the newest that succeeded.
 * @param {Connection} engine
 * @returns {Promise<string>} its id
 */
export async function jobToShow(engine) {
  /** @type {{ data: { id: string, status: string }[] }} newest first */
  const { data } = await request(engine, '/fine_tuning/jobs?limit=100');
  const waiting = data.findLast(({ status }) => status === 'validating_files' || status === 'queued');
  const of = (/** @type {string} */ status) => data.find((job) => job.status === status);
  return (of('running') ?? waiting ?? of('succeeded') ?? data[0])?.id ?? '';
}

/**
 * Lets it train a little, so that it has a curve. Gives up after two minutes: it is only an example.
 * @param {Connection} engine
 * @param {string} id
 */
async function cancelWhenRunning(engine, id) {
  for (let tries = 0; tries < 120; tries++) {
    await sleep(1000, undefined, { ref: false });
    const { status, estimated_finish } = await request(engine, `/fine_tuning/jobs/${id}`);
    if (status !== 'running' || estimated_finish === null) continue;
    await sleep(3000, undefined, { ref: false });
    await request(engine, `/fine_tuning/jobs/${id}/cancel`, { method: 'POST' });
    return;
  }
}

/**
 * @param {Connection} engine
 * @param {string} suffix
 * @param {string} model
 * @param {number} epochs
 * @param {{ training_file: string, validation_file?: string }} files
 * @returns {Promise<string>} its id
 */
async function create(engine, suffix, model, epochs, files) {
  const hyperparameters = { n_epochs: epochs };
  const body = {
    model,
    suffix,
    ...files,
    seed: 7,
    method: { type: 'supervised', supervised: { hyperparameters } },
  };
  const { id } = await request(engine, '/fine_tuning/jobs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return id;
}

/**
 * @param {Connection} engine
 * @param {string} sample
 * @returns {Promise<string>} its id
 */
async function upload(engine, sample) {
  const path = join(root, 'samples', sample);
  const body = new FormData();
  body.set('purpose', 'fine-tune');
  body.set('file', await openAsBlob(path), basename(path));
  const { id } = await request(engine, '/files', { method: 'POST', body });
  return id;
}

/**
 * @param {Connection} engine
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function request({ baseUrl, apiKey }, path, { headers, ...options } = {}) {
  const response = await fetch(`${baseUrl}${path}`, {
    ...options,
    headers: { ...headers, authorization: `Bearer ${apiKey}` },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
