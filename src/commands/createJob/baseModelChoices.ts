import { t } from '@vscode/l10n';
import type { JobSource } from '../../jobs/source';
import type { Choice } from '../../platform/steps';
import type { App } from '../command';

/**
 * Models that OpenAI fine-tunes, newest first. Only an order of preference: what is offered is what the server
 * lists, and any name can be typed. Source: OpenAI's fine-tuning guide and specification, 2026.
 */
const preferred = [
  'gpt-4.1-2025-04-14',
  'gpt-4.1-mini-2025-04-14',
  'gpt-4.1-nano-2025-04-14',
  'o4-mini-2025-04-16',
  'gpt-4o-2024-08-06',
  'gpt-4o-mini-2024-07-18',
  'gpt-3.5-turbo',
  'davinci-002',
  'babbage-002',
];

/** Base models to offer: those used before, then what the server lists, the known trainable ones first. */
export async function listBaseModels(
  app: App,
  source: JobSource,
  signal: AbortSignal,
): Promise<Choice<string>[]> {
  const used = new Set(source.store.all().flatMap(({ model }) => (model === null ? [] : [model])));
  const listed = await listModels(app, source, signal);
  const known = preferred.filter((model) => listed.includes(model));
  const others = listed.filter((model) => !known.includes(model));
  const names = new Set([...used, ...known, ...(known.length > 0 ? [] : others)]);
  return [...names].map((name) => ({
    label: name,
    value: name,
    ...(used.has(name) ? { description: t('used before') } : {}),
  }));
}

async function listModels(app: App, source: JobSource, signal: AbortSignal): Promise<string[]> {
  if (source.capabilities.models !== true) return [];
  try {
    const names = await source.creation.listModels(signal);
    return names.filter((name) => !name.startsWith('ft:'));
  } catch (error) {
    app.errors.record('Listing the models failed', error);
    return [];
  }
}
